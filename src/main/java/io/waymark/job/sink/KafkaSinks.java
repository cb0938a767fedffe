package io.waymark.job.sink;

import io.waymark.job.stream.Frozen;
import io.waymark.model.Outgoing;
import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Guarantee;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes each topic to Kafka. Answers never go out in transactions, which would hold them back
 * until the next checkpoint: one that goes out twice after a fault does no harm.
 */
public final class KafkaSinks implements Sinks {
  /** The longest that brokers allow by default. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  private static final String TRANSACTION_TIMEOUT_KEY = "transaction.timeout.ms";

  /** The time that a commit may take after its checkpoint, and the broker's own rounding. */
  private static final Duration COMMIT = Duration.ofMinutes(1);

  /** The topics whose records must not wait for a checkpoint, and may come twice. */
  private static final Set<OutputTopic<?>> AT_ONCE = Set.of(Topics.PAUSES, Topics.ANSWERS);

  private final Settings settings;

  public KafkaSinks(Settings settings) {
    this.settings = settings;
  }

  @Override
  public <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records) {
    String name = topic.name(settings.prefix());
    Properties producer = producer();
    boolean exactly = settings.delivery() == Guarantee.EXACTLY_ONCE && !AT_ONCE.contains(topic);
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(settings.kafka().bootstrap())
            .setKafkaProducerConfig(producer)
            .setRecordSerializer(new JsonRecords<>(topic, name))
            .setDeliveryGuarantee(
                exactly ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionalIdPrefix(settings.group() + "-" + topic.id())
            .build();
    Sink<T> into =
        exactly
            ? new ExactlyOnceSink<>(
                sink, settings.kafka(), longestOpen(producer, records.getExecutionEnvironment()))
            : sink;
    records.sinkTo(into).name(name).uid(Frozen.sink(topic));
  }

  /**
   * Returns for how long a transaction may have been open when a checkpoint begins: the checkpoint
   * and the commit must end before the broker aborts the transaction.
   *
   * @throws IllegalArgumentException if a checkpoint may take longer than a transaction
   */
  private static Duration longestOpen(Properties producer, StreamExecutionEnvironment env) {
    Duration timeout =
        Duration.ofMillis(Long.parseLong(producer.getProperty(TRANSACTION_TIMEOUT_KEY)));
    Duration checkpoint = Duration.ofMillis(env.getCheckpointConfig().getCheckpointTimeout());
    Duration longest = timeout.minus(checkpoint).minus(COMMIT);
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException(
          "with job.delivery=exactly-once a checkpoint must end well before its transactions, but"
              + " Flink's execution.checkpointing.timeout is "
              + checkpoint.toSeconds()
              + " s and the producer's transaction.timeout.ms "
              + timeout.toSeconds()
              + " s; make the first smaller by more than "
              + longest.negated().toSeconds()
              + " s");
    }
    return longest;
  }

  private Properties producer() {
    Properties properties = new Properties();
    properties.put(TRANSACTION_TIMEOUT_KEY, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
    properties.put("compression.type", "lz4");
    properties.putAll(settings.kafka().client());
    return properties;
  }
}

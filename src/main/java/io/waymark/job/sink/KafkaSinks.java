package io.waymark.job.sink;

import io.waymark.job.stream.Frozen;
import io.waymark.model.Outgoing;
import io.waymark.settings.Settings;
import io.waymark.settings.Settings.Guarantee;
import io.waymark.wire.OutputTopic;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Writes each topic to Kafka. */
public final class KafkaSinks implements Sinks {
  /** Longer than any checkpoint may take, and no longer than brokers allow by default. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

  private final Settings settings;

  public KafkaSinks(Settings settings) {
    this.settings = settings;
  }

  @Override
  public <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records) {
    String name = topic.name(settings.prefix());
    boolean exactly = settings.delivery() == Guarantee.EXACTLY_ONCE;
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(settings.kafka().bootstrap())
            .setKafkaProducerConfig(producer())
            .setRecordSerializer(new JsonRecords<>(topic, name))
            .setDeliveryGuarantee(
                exactly ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionalIdPrefix(settings.group() + "-" + topic.id())
            .build();
    records.sinkTo(sink).name(name).uid(Frozen.sink(topic));
  }

  private Properties producer() {
    Properties properties = new Properties();
    properties.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
    properties.put("compression.type", "lz4");
    properties.putAll(settings.kafka().client());
    return properties;
  }
}

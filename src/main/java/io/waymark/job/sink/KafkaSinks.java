package io.waymark.job.sink;

import io.waymark.job.Frozen;
import io.waymark.job.Settings;
import io.waymark.job.Settings.Delivery;
import io.waymark.job.Sinks;
import io.waymark.job.Topic;
import io.waymark.job.stream.Documents;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Each stream into its topic, keyed so that what concerns one customer or rule stays in order. */
public final class KafkaSinks implements Sinks {
  /** Longer than any checkpoint may take, and no longer than brokers allow by default. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

  private final Settings settings;

  public KafkaSinks(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void triggers(DataStream<Trigger> triggers) {
    send(
        triggers,
        Topic.TRIGGERS,
        Frozen.TRIGGER_SINK,
        new JsonRecords<>(
            settings.topic(Topic.TRIGGERS),
            JsonRecords.CLOUD_EVENT,
            Trigger::customer,
            trigger -> Documents.trigger(trigger, System.currentTimeMillis())));
  }

  @Override
  public void decisions(DataStream<Decision> decisions) {
    send(
        decisions,
        Topic.DECISIONS,
        Frozen.DECISION_SINK,
        json(Topic.DECISIONS, Decision::customer, Documents::decision));
  }

  @Override
  public void transitions(DataStream<Transition> transitions) {
    send(
        transitions,
        Topic.TRANSITIONS,
        Frozen.TRANSITION_SINK,
        json(Topic.TRANSITIONS, Transition::customer, Documents::transition));
  }

  @Override
  public void deadLetters(DataStream<DeadLetter> letters) {
    send(
        letters,
        Topic.DEAD_LETTERS,
        Frozen.DEAD_LETTER_SINK,
        json(Topic.DEAD_LETTERS, letter -> letter.position().toString(), Documents::deadLetter));
  }

  @Override
  public void ruleStatus(DataStream<RuleStatus> statuses) {
    send(
        statuses,
        Topic.RULE_STATUS,
        Frozen.RULE_STATUS_SINK,
        json(Topic.RULE_STATUS, RuleStatus::rule, Documents::ruleStatus));
  }

  private <T> JsonRecords<T> json(
      Topic topic, JsonRecords.Text<T> key, JsonRecords.Bytes<T> value) {
    return new JsonRecords<>(settings.topic(topic), JsonRecords.JSON, key, value);
  }

  private <T> void send(DataStream<T> stream, Topic topic, Frozen uid, JsonRecords<T> records) {
    boolean exactly = settings.delivery() == Delivery.EXACTLY_ONCE;
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(settings.bootstrap())
            .setKafkaProducerConfig(producer())
            .setRecordSerializer(records)
            .setDeliveryGuarantee(
                exactly ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionalIdPrefix(settings.group() + "-" + topic.id())
            .build();
    stream.sinkTo(sink).name(settings.topic(topic)).uid(uid.id());
  }

  private Properties producer() {
    Properties properties = new Properties();
    properties.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
    properties.put("compression.type", "lz4");
    // A dead letter keeps up to 1 MiB of input in an envelope.
    properties.put("max.request.size", Integer.toString(4 << 20));
    properties.putAll(settings.kafkaClient());
    return properties;
  }
}

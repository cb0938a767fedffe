package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.RuleText;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTopicTest {
  @ParameterizedTest
  @ValueSource(strings = {"rule: promoter\ntitle: \"Größe\"\n", ""})
  @NullSource
  void readsWhatWasPushed(String text) {
    RuleText rule = new RuleText("promoter", text, "Prämie.yaml", 42);
    ProducerRecord<byte[], byte[]> pushed = RulesTopic.record("waymark.rules", rule);

    assertThat(pushed.topic()).isEqualTo("waymark.rules");
    assertThat(RulesTopic.rule(consumed(pushed, 42))).isEqualTo(rule);
  }

  @Test
  void takesItsPlaceInTheTopicForTheOriginWhereNoneIsNamed() {
    ProducerRecord<byte[], byte[]> pushed =
        new ProducerRecord<>("waymark.rules", "promoter".getBytes(), null);

    assertThat(RulesTopic.rule(consumed(pushed, 3)))
        .isEqualTo(new RuleText("promoter", null, "waymark.rules-0@3", 3));
  }

  @Test
  void takesNoKeyForAnEmptyId() {
    ProducerRecord<byte[], byte[]> pushed =
        new ProducerRecord<>("waymark.rules", null, "rule: x".getBytes());

    assertThat(RulesTopic.rule(consumed(pushed, 0)).id()).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> consumed(
      ProducerRecord<byte[], byte[]> pushed, long offset) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(pushed.topic(), 0, offset, pushed.key(), pushed.value());
    pushed.headers().forEach(record.headers()::add);
    return record;
  }
}

package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.RuleText;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  @NullSource
  void takesItsPlaceInTheTopicForAnOriginWithoutAName(String origin) {
    ProducerRecord<byte[], byte[]> pushed =
        new ProducerRecord<>("waymark.rules", "promoter".getBytes(), "rule: promoter".getBytes());
    pushed.headers().add("origin", origin == null ? null : origin.getBytes());

    assertThat(RulesTopic.rule(consumed(pushed, 3)))
        .isEqualTo(new RuleText("promoter", "rule: promoter", "waymark.rules-0@3", 3));
  }

  @Test
  void keepsTheStartOfALongOrigin() {
    ProducerRecord<byte[], byte[]> pushed =
        new ProducerRecord<>("waymark.rules", "promoter".getBytes(), null);
    pushed.headers().add("origin", "o".repeat(1_000_000).getBytes());

    assertThat(RulesTopic.rule(consumed(pushed, 3)).origin()).isEqualTo("o".repeat(256) + "...");
  }

  @Test
  void takesAnyBytesAndAnyHeader() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      ProducerRecord<byte[], byte[]> pushed =
          new ProducerRecord<>("waymark.rules", 0, bytes(random), bytes(random));
      for (int header = random.nextInt(3); header > 0; header--) {
        pushed.headers().add(random.nextBoolean() ? "origin" : "", bytes(random));
      }

      RuleText rule = RulesTopic.rule(consumed(pushed, i));

      assertThat(rule.text() == null).isEqualTo(pushed.value() == null);
      assertThat(rule.origin()).isNotBlank();
    }
  }

  @Test
  void knowsWhichRulesAreLeft() {
    RulesOnTopic left =
        RulesOnTopic.of(
            List.of(
                new RuleText("gone", "rule: gone", "x", 3),
                new RuleText("kept", "rule: kept", "x", 4),
                new RuleText("gone", null, "x", 7)));

    assertThat(left).isEqualTo(new RulesOnTopic(8, Set.of("kept")));
    assertThat(left.lacks(new RuleText("gone", "rule: gone", "x", 3))).isTrue();
    assertThat(left.lacks(new RuleText("kept", "rule: kept", "x", 4))).isFalse();
    assertThat(left.lacks(new RuleText("later", "rule: later", "x", 8))).isFalse();
  }

  private static byte[] bytes(Random random) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ConsumerRecord<byte[], byte[]> consumed(
      ProducerRecord<byte[], byte[]> pushed, long offset) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(pushed.topic(), 0, offset, pushed.key(), pushed.value());
    pushed.headers().forEach(record.headers()::add);
    return record;
  }
}

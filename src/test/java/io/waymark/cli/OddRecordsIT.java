package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.cli.JobUnderTest.Read;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.StartTopics;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Touchpoint;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Document;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the job goes on whatever lies on its topics: on a broker with Kafka's default limits,
 * records are taken or refused with a reason.
 */
class OddRecordsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int RANDOM_RECORDS = 2_000;
  private static final Map<String, byte[]> NO_VALUE = Collections.singletonMap("origin", null);

  @TempDir private static Path folder;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @Test
  void aRuleWithAHeaderWithoutAValueGoesLive() throws Exception {
    String poked = poked("{to: crm}");
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.sendRecord(Topics.RULES, "poked", bytes(poked), NO_VALUE);
      job.start(null);

      job.awaitLive(List.of(poked));

      job.send(touchpoint("ann", 0, Map.of()));
      assertThat(job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty()))
          .extracting(Read::key)
          .containsExactly("ann");
      assertThat(job.restarts()).isZero();
    }
  }

  @Test
  void oddRecordsAreTakenOrRefusedWithAReason() throws Exception {
    Random random = new Random(7);
    String poked = poked("{to: crm}");
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.start(null);
      job.sendRecord(Topics.RULES, "empty", new byte[0], NO_VALUE);
      job.sendRecord(Topics.RULES, "no-text", new byte[] {-1, -2, 1}, Map.of());
      job.sendRecord(
          Topics.RULES,
          "latin",
          poked.replace("Poked", "G\u00fcnther").getBytes(StandardCharsets.ISO_8859_1),
          Map.of());
      job.sendRecord(Topics.RULES, "k".repeat(400_000), null, Map.of());
      job.sendRecord(Topics.RULES, "long", bytes("a: " + "x".repeat(900_000)), Map.of());
      job.sendRecord(Topics.RULES, "header", bytes("x"), Map.of("origin", new byte[900_000]));
      for (int i = 0; i < RANDOM_RECORDS; i++) {
        job.sendRecord(Topics.RULES, "r" + random.nextInt(9), randomBytes(random), NO_VALUE);
        job.sendRecord(Topics.TOUCHPOINTS, null, randomBytes(random), NO_VALUE);
      }
      job.sendRecord(Topics.TOUCHPOINTS, null, null, NO_VALUE);
      job.sendRecord(Topics.TOUCHPOINTS, "other", bytes("\"".repeat(1_000_000)), NO_VALUE);
      job.sendRecord(Topics.TOUCHPOINTS, "other", new byte[1_000_000], NO_VALUE);
      job.sendRecord(Topics.TOUCHPOINTS, "x", bytes("{\"id\": \"\\ud83d\"}"), NO_VALUE);
      job.sendRecord(Topics.RULES, "poked", bytes(poked), NO_VALUE);
      job.flush();
      job.awaitLive(List.of(poked));
      job.send(touchpoint("ann", 0, Map.of()));
      job.readUntil(Topics.TRIGGERS, PATIENCE, all -> !all.isEmpty());

      List<Read> letters =
          job.readUntil(Topics.DEAD_LETTERS, PATIENCE, all -> all.size() >= RANDOM_RECORDS + 4);
      List<Read> statuses = job.readAll(Topics.RULE_STATUS);

      assertThat(letters).hasSize(RANDOM_RECORDS + 4);
      assertThat(letters).filteredOn(letter -> letter.json().has("truncated")).hasSize(2);
      assertThat(states(statuses, "empty")).containsExactly("refused");
      assertThat(states(statuses, "no-text")).containsExactly("refused");
      assertThat(states(statuses, "latin")).containsExactly("refused");
      assertThat(states(statuses, "long")).containsExactly("refused");
      assertThat(states(statuses, "header")).containsExactly("refused");
      assertThat(states(statuses, "k".repeat(100) + "...")).contains("removed");
      assertThat(job.restarts()).isZero();
    }
  }

  @Test
  void oddTouchpointsAreDeadLettersWithReasonsAndTheOthersAreApplied() throws Exception {
    String poked = poked("{to: crm}");
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.start(null);
      // The broker refuses it, and what is in one batch with it: a compacted topic has keys only.
      job.sendRecord(Topics.RULES, null, bytes(poked), Map.of());
      job.flush();
      job.sendRecord(Topics.RULES, "poked", bytes(poked), Map.of());
      job.flush();
      job.awaitLive(List.of(poked));

      long now = System.currentTimeMillis();
      job.sendRecord(Topics.TOUCHPOINTS, "a", null, Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, "a", new byte[0], Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, null, poke("no-key", now, ""), Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, "bea", poke("other-key", now, ""), NO_VALUE);
      job.sendRecord(Topics.TOUCHPOINTS, "a", poke("long", now, "x".repeat(40_000)), Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, "a", bytes("\ufeff" + text("mark", now, "")), Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, "a", poke("a\\u0000\\nb", now, ""), Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, "a", poke("ahead", now + 240_000, ""), Map.of());
      job.sendRecord(Topics.TOUCHPOINTS, "a", poke("behind", now, ""), Map.of());
      job.flush();

      assertThat(job.readUntil(Topics.TRIGGERS, PATIENCE, all -> all.size() >= 4))
          .extracting(Read::key)
          .containsExactlyInAnyOrder("no-key", "other-key", "mark", "behind");
      assertThat(job.readUntil(Topics.DEAD_LETTERS, PATIENCE, all -> all.size() >= 4))
          .extracting(letter -> letter.json().get("reason").asText())
          .containsExactlyInAnyOrder("not-json", "not-json", "too-large", "mapping");
      assertThat(job.restarts()).isZero();
    }
  }

  @Test
  void aTriggerThatWouldBeTooLargeSaysWhatIsLeftOut() throws Exception {
    // All traits of a customer are bounded, so that one value alone is never too large.
    String values =
        IntStream.range(0, 20)
            .mapToObj(n -> "all" + n + ": customer.traits")
            .collect(Collectors.joining(", "));
    String large = poked("{to: crm, data: {" + values + ", id: customer.id}}");
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 1, Map.of())) {
      job.push("poked", large);
      job.start(null);
      job.awaitLive(List.of(large));
      long now = System.currentTimeMillis();
      for (int n = 0; n < 40; n++) {
        job.send(
            new Touchpoint(
                "t" + n,
                "ann",
                null,
                Touchpoint.IDENTIFY,
                null,
                now + n,
                null,
                Map.of("trait-" + n, "x".repeat(30_000))));
      }
      job.send(new Touchpoint("p", "ann", null, "Poked", null, now + 100, null, Map.of()));

      Read trigger = job.readUntil(Topics.TRIGGERS, PATIENCE, all -> !all.isEmpty()).get(0);

      JsonNode data = trigger.json().get("data");
      assertThat(bytes(trigger.json().toString()).length).isLessThanOrEqualTo(Document.MOST_BYTES);
      assertThat(data.at("/leftOut/0").asText()).isEqualTo("/data/all0");
      assertThat(data.at("/data").fieldNames())
          .toIterable()
          .doesNotContain("all0")
          .contains("all19", "id");
      assertThat(job.restarts()).isZero();
    }
  }

  @Test
  void partitionsThatAreAddedToTheRulesTopicAreNamedInTheLogAndHoldUpNothing() throws Exception {
    String poked = poked("{to: crm}");
    String stray = poked.replace("rule: poked", "rule: stray");
    String later = poked.replace("title: Poked", "title: Poked again");
    try (LogWatch log = new LogWatch("now; only partition 0 is read");
        JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.push("poked", poked);
      job.start(null);
      job.awaitLive(List.of(poked));

      job.grow(Topics.RULES, 3);
      Patience.of(PATIENCE)
          .await("the log names them", () -> !log.found("has 3 partitions").isEmpty());
      job.sendRecordTo(Topics.RULES, 1, "stray", bytes(stray));
      job.sendRecordTo(Topics.RULES, 0, "poked", bytes(later));
      job.awaitLive(List.of(later));
      job.send(touchpoint("ann", 0, Map.of()));

      assertThat(job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty()))
          .extracting(trigger -> trigger.json().at("/data/title").asText())
          .containsExactly("Poked again");
      assertThat(states(job.readAll(Topics.RULE_STATUS), "stray")).isEmpty();
      assertThat(job.restarts()).isZero();
    }
  }

  @Test
  void aStartIsRefusedWithAllThatIsWrongWithItsTopics() throws Exception {
    BROKER.get().createTopic("odd.rules", 3, Map.of());
    BROKER.get().createTopic("odd.journey-map", 2, Map.of());
    BROKER.get().createTopic("odd.rule-outcomes", 4, Map.of());
    BROKER.get().createTopic("odd.triggers", 4, Map.of("max.message.bytes", "50000"));
    Map<String, String> set = new HashMap<>();
    set.put("kafka.bootstrap", BROKER.bootstrap());
    set.put("kafka.create-topics", "true");
    set.put("kafka.client.max.request.size", "1000");
    set.put("topics.prefix", "odd.");
    set.put("sources", "web:waymark,odd.decisions:waymark");
    Settings settings = SettingsReader.read(null, set);

    NotReadyException refusal =
        catchThrowableOfType(NotReadyException.class, () -> StartTopics.find(settings));

    assertThat(refusal.getMessage().lines())
        .containsExactlyInAnyOrder(
            "sources names odd.decisions, which is a topic of Waymark's own; name topics of"
                + " touchpoints only",
            "kafka.client.max.request.size is 1000, but the job writes records of up to 910000"
                + " bytes; leave it out, or set it to that at least",
            "the topic odd.rules has 3 partitions, so that its rules have no order; delete it,"
                + " create it with 1 partition and cleanup.policy=compact, and push the rules"
                + " again; or set topics.prefix",
            "the topic odd.rules has cleanup.policy=delete, so that Kafka deletes rules that are in"
                + " force; set it to compact",
            "the topic odd.journey-map has 2 partitions, so that a reader cannot tell which parts"
                + " are of one cut; delete it, create it with 1 partition and"
                + " cleanup.policy=compact; or set topics.prefix",
            "the topic odd.journey-map has cleanup.policy=delete, so that Kafka deletes parts of"
                + " the map that have not changed for long; set it to compact",
            "the topic odd.rule-outcomes has cleanup.policy=delete, so that Kafka deletes outcomes"
                + " of versions that have not changed for long; set it to compact",
            "the topic odd.triggers takes records of 50000 bytes at most, but the job writes up to"
                + " 910000; set its max.message.bytes, or the brokers' message.max.bytes, to that"
                + " at least");
  }

  private static List<String> states(List<Read> statuses, String rule) {
    return statuses.stream()
        .filter(status -> status.json().get("rule").asText().equals(rule))
        .map(status -> status.json().get("state").asText())
        .toList();
  }

  private static byte[] poke(String customer, long millis, String note) {
    return bytes(text(customer, millis, note));
  }

  private static String text(String customer, long millis, String note) {
    return "{\"id\": \"p\", \"customer\": \"%s\", \"type\": \"Poked\", \"time\": %d, \"properties\": {\"note\": \"%s\"}}"
        .formatted(customer, millis, note);
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Touchpoint touchpoint(String customer, int n, Map<String, Object> properties) {
    return new Touchpoint(
        "p" + n, customer, null, "Poked", null, System.currentTimeMillis(), null, properties);
  }

  private static String poked(String trigger) {
    return """
        rule: poked
        title: Poked
        signal: opportunity
        owner: crm
        status: live
        pattern: {steps: [{p: Poked}]}
        trigger: %s
        """
        .formatted(trigger);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

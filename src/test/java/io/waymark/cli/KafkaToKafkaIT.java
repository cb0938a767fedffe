package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real graph between a real broker's topics. */
class KafkaToKafkaIT {
  @TempDir private static Path folder;

  /** Customers at the end of each partition: enough for every subtask to have some. */
  private static final int ENDS = 20;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private int number;

  @Test
  void sendsTriggersAndDeadLetters() throws Exception {
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.push("failing", failing("failing", "live", 2));
      job.start(null);
      long now = System.currentTimeMillis();
      job.send(touchpoint("anna", "Payment Failed", now - 20));
      job.send(touchpoint("anna", "Payment Failed", now - 10));
      job.send(touchpoint("anna", "Chat Started", now));
      job.sendRaw("{not json".getBytes(StandardCharsets.UTF_8));

      Read trigger = job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty()).get(0);
      Read letter = job.readUntil(Topics.DEAD_LETTERS, all -> !all.isEmpty()).get(0);

      assertThat(trigger.key()).isEqualTo("anna");
      CloudEvent event =
          EventFormatProvider.getInstance()
              .resolveFormat(JsonFormat.CONTENT_TYPE)
              .deserialize(trigger.json().toString().getBytes(StandardCharsets.UTF_8));
      assertThat(event.getType()).isEqualTo("io.waymark.trigger.frustration");
      assertThat(event.getSubject()).isEqualTo("anna");
      assertThat(event.getExtension("expirytime")).isNotNull();
      assertThat(trigger.json().at("/data/touchpoints")).hasSize(3);
      assertThat(trigger.json().at("/data/data/failures").asInt()).isEqualTo(2);
      assertThat(letter.json().get("reason").asText()).isEqualTo("not-json");
      assertThat(letter.json().get("original").asText()).isEqualTo("{not json");
    }
  }

  @Test
  void ruleGoesLiveWithinTwoSecondsAndABadOneChangesNothing() throws Exception {
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      String first = failing("first", "live", 2);
      job.push("first", first);
      job.start(null);
      job.awaitLive(List.of(first));

      long[] millis = new long[3];
      for (int i = 0; i < millis.length; i++) {
        String id = "pushed-" + i;
        long pushed = System.currentTimeMillis();
        String text = failing(id, "live", 2);
        job.push(id, text);
        millis[i] = job.awaitLive(List.of(text)) - pushed;
      }
      job.push("first", first.replace("within: 30m", "within: soon"));
      List<Read> refusals =
          job.readUntil(Topics.RULE_STATUS, all -> !refused("first", all).isEmpty());

      assertThat(LongStream.of(millis).sorted().toArray()[1])
          .as("median of %s", (Object) millis)
          .isLessThan(2_000);
      Read refusal = refused("first", refusals).get(0);
      assertThat(refusal.json().at("/problems/0/line").asInt()).isEqualTo(7);
      assertThat(refusal.json().at("/problems/0/message").asText())
          .startsWith("expected a duration");
      long now = System.currentTimeMillis();
      job.send(touchpoint("ben", "Payment Failed", now - 20));
      job.send(touchpoint("ben", "Payment Failed", now - 10));
      job.send(touchpoint("ben", "Chat Started", now));
      List<Read> triggers = job.readUntil(Topics.TRIGGERS, all -> all.size() >= 4);
      assertThat(triggers)
          .extracting(KafkaToKafkaIT::rule)
          .containsExactlyInAnyOrder("first", "pushed-0", "pushed-1", "pushed-2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void goesOnFromASavepointAsIfNothingHadHappened(String delivery) throws Exception {
    // All times lie in the past, so the wall clock must not be followed.
    Map<String, String> set = Map.of("job.delivery", delivery, "job.silence", "1h");
    long start = System.currentTimeMillis() - 3_600_000;

    List<String> undisturbed;
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, set)) {
      pushRules(job);
      job.start(null);
      sendStory(job, start, 0, 40);
      sendEnd(job, start);
      undisturbed = ids(allTriggers(job));
    }
    List<String> disturbed;
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, set)) {
      pushRules(job);
      job.start(null);
      sendStory(job, start, 0, 17);
      job.readUntil(Topics.TRIGGERS, all -> all.size() > 10);
      String savepoint = job.stop();
      sendStory(job, start, 17, 40);
      job.start(savepoint);
      sendEnd(job, start);
      disturbed = ids(allTriggers(job));
    }

    assertThat(new TreeSet<>(disturbed))
        .isEqualTo(new TreeSet<>(undisturbed))
        .hasSizeGreaterThan(50);
    if (delivery.equals("exactly-once")) {
      assertThat(disturbed).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void keepsTheOrderOfACustomerWhateverTheParallelism(int parallelism) throws Exception {
    Map<String, String> set = Map.of("job.silence", "1h");
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, parallelism, set)) {
      job.push("forwards", counted("forwards", 1, 2, 3));
      job.push("backwards", counted("backwards", 3, 2, 1));
      job.start(null);
      long time = System.currentTimeMillis() - 3_600_000;
      int customers = 200;
      for (int customer = 0; customer < customers; customer++) {
        for (long n = 1; n <= 3; n++) {
          job.send(touchpoint("c" + customer, "Ping", time, Map.of("n", n)));
        }
      }
      sendEnd(job, time);

      List<Read> triggers = allTriggers(job);

      Set<String> forwards =
          triggers.stream()
              .filter(t -> rule(t).equals("forwards"))
              .map(Read::key)
              .collect(Collectors.toSet());
      assertThat(forwards).hasSize(customers);
      assertThat(triggers).noneMatch(t -> rule(t).equals("backwards"));
    }
  }

  /** Returns all triggers, once every subtask has come to the end and the job is stopped. */
  private static List<Read> allTriggers(JobUnderTest job) throws Exception {
    job.readUntil(Topics.TRIGGERS, all -> ends(all) == ENDS * job.partitions());
    job.stop();
    return job.readAll(Topics.TRIGGERS);
  }

  private static long ends(List<Read> triggers) {
    return triggers.stream().filter(t -> rule(t).equals("end")).map(Read::key).distinct().count();
  }

  private static List<String> ids(List<Read> triggers) {
    return triggers.stream().map(read -> read.json().get("id").asText()).toList();
  }

  /** The last touchpoints of each partition match a rule of their own, after all others. */
  private void sendEnd(JobUnderTest job, long start) throws Exception {
    String end = single("end", "The End");
    job.push("end", end);
    job.awaitLive(List.of(end));
    for (int partition = 0; partition < job.partitions(); partition++) {
      for (int each = 0; each < ENDS; each++) {
        String customer = "end-" + partition + "-" + each;
        job.sendTo(partition, touchpoint(customer, "The End", start + 30 * 60_000));
      }
      job.sendTo(partition, touchpoint("end", "After The End", start + 40 * 60_000));
    }
    job.flush();
  }

  private static void pushRules(JobUnderTest job) throws Exception {
    job.push("failing", failing("failing", "live", 2));
    job.push("stalled", stalled("90s"));
  }

  /**
   * Minute by minute, what 20 customers do; deadlines and steps of a pattern lie across every cut.
   */
  private void sendStory(JobUnderTest job, long start, int from, int to) {
    for (int tick = from; tick < to; tick++) {
      number = tick * 1_000;
      for (int customer = 0; customer < 20; customer++) {
        String[] types = {
          "Payment Failed", "Checkout Started", "Payment Failed", "Chat Started", "Order Completed"
        };
        String type = types[(tick * 7 + customer * 3) % types.length];
        job.send(touchpoint("c" + customer, type, start + tick * 30_000L + customer));
      }
    }
    job.flush();
  }

  private static List<Read> refused(String rule, List<Read> statuses) {
    return statuses.stream()
        .filter(status -> status.json().get("state").asText().equals("refused"))
        .filter(status -> status.json().get("rule").asText().equals(rule))
        .toList();
  }

  private static String rule(Read trigger) {
    return trigger.json().at("/data/rule").asText();
  }

  private Touchpoint touchpoint(String customer, String type, long timeMillis) {
    return touchpoint(customer, type, timeMillis, Map.of());
  }

  private Touchpoint touchpoint(
      String customer, String type, long timeMillis, Map<String, Object> properties) {
    return new Touchpoint(
        customer + "-" + number++, customer, null, type, null, timeMillis, null, properties);
  }

  private static String failing(String id, String status, int times) {
    return """
        rule: %s
        title: Payment keeps failing
        signal: frustration
        owner: service
        status: %s
        pattern:
          within: 30m
          steps:
            - failure: Payment Failed
              times: %d
            - absent: Order Completed
            - help: Chat Started
        trigger:
          to: desk
          expires: 2h
          data: {failures: failure.count}
        """
        .formatted(id, status, times);
  }

  static String stalled(String time) {
    return """
        rule: stalled
        title: Checkout abandoned
        signal: stall
        owner: marketing
        status: live
        pattern:
          steps:
            - checkout: Checkout Started
            - absent: Order Completed
              for: %s
        trigger: {to: mail}
        """
        .formatted(time);
  }

  private static String single(String id, String type) {
    return "rule: "
        + id
        + "\ntitle: t\nsignal: opportunity\nowner: o\nstatus: live\n"
        + "pattern: {steps: [{it: "
        + type
        + "}]}\ntrigger: {to: x}\n";
  }

  private static String counted(String id, int first, int second, int third) {
    return """
        rule: %s
        title: t
        signal: opportunity
        owner: o
        status: live
        pattern:
          within: 1m
          steps:
            - {a: Ping, where: event.properties.n == %d}
            - {b: Ping, where: event.properties.n == %d}
            - {c: Ping, where: event.properties.n == %d}
        trigger: {to: x}
        """
        .formatted(id, first, second, third);
  }
}

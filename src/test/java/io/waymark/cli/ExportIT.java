package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Applied touchpoints from the real job to their topic, and from there into an event log. */
class ExportIT {
  private static final int CUSTOMERS = 6;

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void exportsWhatTheJobHasAppliedBeforeAndAfterARestore(String delivery) throws Exception {
    Map<String, String> set =
        Map.of("job.applied", "true", "job.delivery", delivery, "topics.prefix", delivery + ".");
    Path log = folder.resolve(delivery + ".csv");
    try (JobUnderTest job = new JobUnderTest(broker, folder.resolve(delivery), 2, set)) {
      job.push("views", LiveRule.text("views", "{steps: [{seen: Product Viewed}]}"));
      job.start(null);
      send(job, 0, 4);
      List<Read> before = job.readUntil(Topics.APPLIED, all -> all.size() >= CUSTOMERS * 4);
      String savepoint = job.stop();
      job.start(savepoint);
      send(job, 4, 8);

      List<Read> all = job.readUntil(Topics.APPLIED, each -> touchpoints(each) >= CUSTOMERS * 8);

      assertThat(before).allSatisfy(read -> assertThat(read.key()).startsWith("c"));
      for (int customer = 0; customer < CUSTOMERS; customer++) {
        assertThat(ids(all, "c" + customer)).containsExactlyElementsOf(expected());
      }
      assertThat(export("--csv", log, "--set", "topics.prefix=" + delivery + ".")).isZero();
      assertThat(out.toString()).startsWith(CUSTOMERS + " customers with " + all.size());
      assertThat(Files.readAllLines(log)).hasSize(1 + all.size());
    }
  }

  @Test
  void restoresWithoutTheTopicWhatWasStoppedWithIt() throws Exception {
    Map<String, String> with = Map.of("job.applied", "true", "topics.prefix", "off.");
    Map<String, String> without = Map.of("topics.prefix", "off.");
    String savepoint;
    try (JobUnderTest job = new JobUnderTest(broker, folder.resolve("off"), 1, with)) {
      job.push("views", LiveRule.text("views", "{steps: [{seen: Product Viewed}]}"));
      job.start(null);
      send(job, 0, 4);
      job.readUntil(Topics.APPLIED, all -> touchpoints(all) >= CUSTOMERS * 4);
      savepoint = job.stop();
    }

    try (JobUnderTest job = new JobUnderTest(broker, folder.resolve("off"), 1, without)) {
      job.start(savepoint);
      send(job, 4, 8);
      job.readUntil(Topics.TRIGGERS, all -> all.size() >= CUSTOMERS * 2);

      assertThat(touchpoints(job.readAll(Topics.APPLIED))).isEqualTo(CUSTOMERS * 4);
    }
  }

  @Test
  void saysThatAJobWithoutTheSettingHasNoTopic() throws Exception {
    Map<String, String> set = Map.of("topics.prefix", "none.", "job.delivery", "exactly-once");
    try (JobUnderTest job = new JobUnderTest(broker, folder.resolve("none"), 1, set)) {
      job.push("views", LiveRule.text("views", "{steps: [{seen: Product Viewed}]}"));
      job.start(null);
      send(job, 0, 4);
      job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty());

      int code = export("--xes", folder.resolve("none.xes"), "--set", "topics.prefix=none.");

      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .contains("the topic none.applied on " + broker.bootstrap() + " is not there");
      assertThat(folder.resolve("none.xes")).doesNotExist();
    }
  }

  /** Sends touchpoints that have just happened; every fourth of a customer is a view. */
  private static void send(JobUnderTest job, int from, int to) {
    long startMillis = System.currentTimeMillis() - 10L * to;
    for (int number = from; number < to; number++) {
      for (int customer = 0; customer < CUSTOMERS; customer++) {
        job.send(
            new Touchpoint(
                "t" + number,
                "c" + customer,
                null,
                number % 4 == 0 ? "Product Viewed" : "page",
                "web",
                startMillis + 10L * number,
                null,
                Map.of()));
      }
    }
    job.flush();
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>(List.of("t0", "t0/consideration"));
    for (int number = 1; number < 8; number++) {
      expected.add("t" + number);
    }
    return expected;
  }

  private static long touchpoints(List<Read> applied) {
    return applied.stream().filter(read -> !read.json().get("stageEntered").asBoolean()).count();
  }

  private static List<String> ids(List<Read> applied, String customer) {
    return applied.stream()
        .filter(read -> read.key().equals(customer))
        .map(read -> read.json().get("id").asText())
        .toList();
  }

  private int export(Object... args) {
    List<String> all = new ArrayList<>(List.of("export"));
    for (Object arg : args) {
      all.add(arg.toString());
    }
    all.addAll(List.of("--set", "kafka.bootstrap=" + broker.bootstrap()));
    CommandLine waymark = Waymark.commandLine();
    waymark.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return waymark.execute(all.toArray(String[]::new));
  }
}

package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.lab.local.FlinkPath;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that this build restores the savepoints of earlier releases. Each release leaves a
 * savepoint in {@code src/test/resources/savepoints}, written by this test with {@code
 * -Dwaymark.test.savepoint=<version>} and never changed after.
 */
class UpgradeIT {
  private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");

  /** The prefix of the topics that the source's state names. */
  private static final Map<String, String> TOPICS = Map.of("topics.prefix", "upgrade.");

  private static final long THEN = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

  /** Open in the savepoint: a run of two steps, one that correlates, and a deadline. */
  private static final Map<String, String> RULES =
      LiveRule.texts(
          Map.of(
              "failed-then-asked",
              "{within: 3650d, steps: [{failure: Payment Failed, times: 2}, {help: Chat Started}]}",
              "returned",
              "{correlate: event.properties.order, within: 3650d, steps: [{done: Order Completed},"
                  + " {back: Order Returned}]}",
              "no-order",
              "{steps: [{begun: Checkout Started}, {absent: Order Completed, for: 7d}]}"));

  @TempDir private Path folder;

  static Stream<Path> releases() throws Exception {
    String release = System.getProperty("waymark.test.savepoint");
    if (release != null) {
      write(SAVEPOINTS.resolve(release));
    }
    try (Stream<Path> releases = Files.list(SAVEPOINTS)) {
      return releases.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void goesOnFromTheSavepointOfARelease(Path savepoint) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        JobUnderTest job = new JobUnderTest(broker, folder, 2, TOPICS)) {
      // Records that the savepoint has read must lie before the offsets at which it goes on.
      job.push(RULES);
      before(job);
      job.start(FlinkPath.of(savepoint));
      after(job);

      List<Read> triggers = job.readUntil(Topics.TRIGGERS, all -> all.size() == 3);

      assertThat(
              triggers.stream()
                  .collect(
                      Collectors.toMap(
                          read -> read.json().path("data").path("rule").asText(),
                          read -> read.json().path("id").asText())))
          .isEqualTo(
              Map.of(
                  "failed-then-asked", "1615d393c9b9226d78f4ae54",
                  "returned", "17d038be34b911ada431b0d1",
                  "no-order", "4a931f33a712c5d0f15f9fba"));
      assertThat(job.readAll(Topics.RULE_STATUS)).as("rules read anew").isEmpty();
    }
  }

  private static void write(Path target) throws Exception {
    Path folder = Files.createTempDirectory("waymark-savepoint");
    // Time stays where the touchpoints are, so that the deadline is still to come.
    Map<String, String> set = Map.of("topics.prefix", "upgrade.", "job.silence", "3650d");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        JobUnderTest job = new JobUnderTest(broker, folder, 2, set)) {
      job.push(RULES);
      before(job);
      job.start(null);
      job.readUntil(Topics.TRANSITIONS, all -> all.size() == 2);
      Path savepoint = Path.of(java.net.URI.create(job.stop()));
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(savepoint)) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
  }

  private static void before(JobUnderTest job) {
    job.sendTo(0, touchpoint(1, "ann", "Payment Failed", THEN));
    job.sendTo(0, touchpoint(2, "ann", "Payment Failed", THEN + 1_000));
    job.sendTo(1, touchpoint(3, "bob", "Order Completed", THEN + 2_000));
    job.sendTo(2, touchpoint(4, "cid", "Checkout Started", THEN + 3_000));
    // They let the others be applied, and wait themselves.
    for (int partition = 0; partition < job.partitions(); partition++) {
      job.sendTo(
          partition, touchpoint(10 + partition, "end-" + partition, "Cart Viewed", THEN + 60_000));
    }
    job.flush();
  }

  /** Late by nothing, whatever the time is. */
  private static void after(JobUnderTest job) {
    long now = System.currentTimeMillis();
    job.sendTo(0, touchpoint(5, "ann", "Chat Started", now));
    job.sendTo(1, touchpoint(6, "bob", "Order Returned", now));
    job.flush();
  }

  private static Touchpoint touchpoint(int number, String customer, String type, long timeMillis) {
    return new Touchpoint(
        "t" + number, customer, null, type, null, timeMillis, null, Map.of("order", "o1"));
  }
}

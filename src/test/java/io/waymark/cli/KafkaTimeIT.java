package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Checks how soon things happen, between a real broker's topics. */
class KafkaTimeIT {
  @TempDir private static Path folder;

  private static final long DISORDER_MILLIS = 1_000;
  private static final int ROUNDS = 4;
  private static final int MANY_RULES = 1_000;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  @Test
  void absenceFiresWithinTwoSecondsOfItsDeadlineAlthoughNothingMoreComes() throws Exception {
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      String stalled = KafkaToKafkaIT.stalled("3s");
      job.push("stalled", stalled);
      job.start(null);
      job.awaitLive(List.of(stalled));
      long now = System.currentTimeMillis();
      for (int partition = 0; partition < job.partitions(); partition++) {
        job.sendTo(partition, touchpoint("c" + partition, 0, "Checkout Started", now));
      }

      List<Read> triggers = job.readUntil(Topics.TRIGGERS, all -> all.size() >= job.partitions());

      assertThat(triggers)
          .hasSize(job.partitions())
          .allSatisfy(
              trigger -> {
                long deadline = Instant.parse(trigger.json().get("time").asText()).toEpochMilli();
                assertThat(deadline).isEqualTo(now + 3_000);
                assertThat(trigger.appendedMillis() - deadline)
                    .isBetween(0L, DISORDER_MILLIS + 2_000);
              });
    }
  }

  @Test
  void noAbsenceFiresEarlyWhileDaysOfBacklogAreRead() throws Exception {
    long start = Instant.now().minus(Duration.ofDays(20)).toEpochMilli();
    int customers = 20_000;
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      job.push("stalled", KafkaToKafkaIT.stalled("2d"));
      // Ten days in which each customer checks out and orders a day later, in every partition.
      for (int day = 0; day <= 10; day++) {
        for (int i = 0; i < customers / 10; i++) {
          long time = start + Duration.ofDays(day).toMillis() + i * 1_000L;
          if (day < 10) {
            job.send(touchpoint("c" + day + "-" + i, 0, "Checkout Started", time));
          }
          if (day > 0) {
            job.send(touchpoint("c" + (day - 1) + "-" + i, 1, "Order Completed", time));
          }
        }
      }
      long end = start + Duration.ofDays(11).toMillis();
      job.send(touchpoint("last", 0, "Checkout Started", end));
      job.flush();

      job.start(null);
      List<Read> triggers = job.readUntil(Topics.TRIGGERS, all -> !all.isEmpty());
      job.stop();

      assertThat(triggers).extracting(Read::key).containsExactly("last");
      assertThat(job.readAll(Topics.TRIGGERS)).hasSize(1);
      assertThat(job.readAll(Topics.DEAD_LETTERS)).isEmpty();
    }
  }

  @Test
  void nothingIsLateOnPartitionsThatAreAddedWhileItRuns() throws Exception {
    ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    try (JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, Map.of())) {
      String eachPing = pinged("each-ping", "true");
      job.push("each-ping", eachPing);
      job.start(null);
      job.awaitLive(List.of(eachPing));
      AtomicLong number = new AtomicLong();
      AtomicInteger partitions = new AtomicInteger(job.partitions());
      sender.scheduleAtFixedRate(
          () -> pingTo(job, partitions.get(), number), 0, 5, TimeUnit.MILLISECONDS);
      job.readUntil(Topics.TRIGGERS, all -> all.size() > 200);

      job.grow(Topics.TOUCHPOINTS, 8);
      long before = number.get();
      partitions.set(8);
      job.readUntil(Topics.TRIGGERS, all -> all.size() > before + 2_000);
      sender.shutdown();
      assertThat(sender.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      job.readUntil(Topics.TRIGGERS, all -> all.size() >= number.get());

      assertThat(before).isGreaterThan(200);
      assertThat(job.readAll(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(job.readAll(Topics.TRIGGERS)).hasSize((int) number.get());
    } finally {
      sender.shutdownNow();
    }
  }

  @Test
  void aSenderInBatchesIsInTimeBesideASilentTopic() throws Exception {
    try (JobUnderTest job =
        new JobUnderTest(BROKER.get(), folder, 2, Map.of("job.silence-lag", "30s"))) {
      String eachPing = pinged("each-ping", "true");
      job.push("each-ping", eachPing);
      job.start(null);
      job.awaitLive(List.of(eachPing));
      AtomicLong number = new AtomicLong();
      for (int batch = 0; batch < 3; batch++) {
        long now = System.currentTimeMillis();
        for (int each = 0; each < 20; each++) {
          long n = number.getAndIncrement();
          job.sendTo(0, touchpoint("c" + n, (int) n, "Ping", now - 5_000 + each * 250L));
        }
        job.flush();
        long end = now + 6_000;
        Patience.of(Duration.ofSeconds(30))
            .await("the next batch", () -> System.currentTimeMillis() >= end);
      }

      job.readUntil(Topics.TRIGGERS, all -> all.size() >= number.get());

      assertThat(job.readAll(Topics.DEAD_LETTERS)).isEmpty();
    }
  }

  @Test
  void aThousandRulesAreLiveWithinFiveSecondsAndTouchpointsGoOnFlowing() throws Exception {
    ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    try (JobUnderTest job =
        new JobUnderTest(BROKER.get(), folder, 2, Map.of("job.disorder", "0s"))) {
      job.push("each-ping", pinged("each-ping", "true"));
      // A job that is up has read rules before.
      job.push(manyRules(0));
      job.start(null);
      job.awaitLive(List.of(pinged("each-ping", "true")));
      job.awaitLive(manyRules(0).values());
      AtomicLong number = new AtomicLong();
      sender.scheduleAtFixedRate(() -> ping(job, number), 0, 5, TimeUnit.MILLISECONDS);
      job.readUntil(Topics.TRIGGERS, all -> all.size() > 200);

      List<Long> untilLive = new ArrayList<>();
      List<Long> gaps = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Map<String, String> changed = manyRules(round + 1);
        long pushed = job.push(changed);
        long live = job.awaitLive(changed.values());
        job.readUntil(
            Topics.TRIGGERS, all -> all.stream().anyMatch(t -> t.appendedMillis() > live + 500));
        untilLive.add(live - pushed);
        gaps.add(longestGap(job.readAll(Topics.TRIGGERS), pushed, live));
      }

      System.out.printf(
          "1,000 rules: live after %s ms, longest gap between triggers %s ms%n", untilLive, gaps);
      assertThat(untilLive)
          .as("millis until all are live")
          .hasSize(ROUNDS)
          .allMatch(millis -> millis < 5_000);
      assertThat(gaps)
          .as("millis without a trigger")
          .hasSize(ROUNDS)
          .allMatch(millis -> millis < 1_000);
    } finally {
      sender.shutdownNow();
    }
  }

  /** Returns the same rules in each round, with other conditions. */
  private static Map<String, String> manyRules(int round) {
    Map<String, String> rules = new HashMap<>();
    for (int i = 0; i < MANY_RULES; i++) {
      String id = "many-" + i;
      rules.put(id, pinged(id, "event.properties.n == -" + (round * MANY_RULES + i + 1)));
    }
    return rules;
  }

  private static long longestGap(List<Read> triggers, long from, long to) {
    List<Long> times = new ArrayList<>(List.of(from, to));
    triggers.stream()
        .map(Read::appendedMillis)
        .filter(time -> time > from && time < to)
        .forEach(times::add);
    times.sort(null);
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return longest;
  }

  private static void pingTo(JobUnderTest job, int partitions, AtomicLong number) {
    long n = number.getAndIncrement();
    job.sendTo(
        (int) (n % partitions), touchpoint("c" + n, (int) n, "Ping", System.currentTimeMillis()));
  }

  private static void ping(JobUnderTest job, AtomicLong number) {
    long n = number.getAndIncrement();
    job.sendTo(
        (int) (n % job.partitions()),
        new Touchpoint(
            "ping-" + n,
            "c" + n % 100,
            null,
            "Ping",
            null,
            System.currentTimeMillis(),
            null,
            Map.of("n", n)));
  }

  private static Touchpoint touchpoint(String customer, int number, String type, long timeMillis) {
    return new Touchpoint(
        customer + "-" + number, customer, null, type, null, timeMillis, null, Map.of());
  }

  private static String pinged(String id, String where) {
    return LiveRule.text(id, "{steps: [{it: Ping, where: \"" + where + "\"}]}");
  }
}

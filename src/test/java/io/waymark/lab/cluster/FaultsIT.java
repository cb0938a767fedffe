package io.waymark.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.cli.JobUnderTest;
import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.Patience;
import io.waymark.lab.storage.FaultyStorage;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real cluster of processes, and what may befall it while the job reads a backlog. After each
 * fault the triggers are those of an undisturbed run, and the journey map is what a recount gives.
 * {@code -Dwaymark.test.faults=20} does so many rounds, each fault in turn with both deliveries.
 */
class FaultsIT {
  /** The fault of a round, and the delivery of its job. */
  record Round(int number, Fault fault, boolean exactlyOnce) {
    static Round of(int number, List<Fault> faults) {
      int turn = number / faults.size();
      int place = number % faults.size();
      return new Round(number, faults.get(place), (place + turn) % 2 == 0);
    }

    @Override
    public String toString() {
      return fault + (exactlyOnce ? ", exactly once" : ", at least once");
    }
  }

  private static final int TOUCHPOINTS = 150_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Pattern LOSS = Pattern.compile("(?i)data loss|potentially lost");

  @TempDir private static Path folder;

  private static Cluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    Path of = folder.resolve("cluster");
    FaultyStorage.installInto(of.resolve("plugins"));
    cluster =
        new Cluster(
            Installation.here(),
            ClusterLayout.of(of, 2),
            Map.of(
                "execution.checkpointing.interval",
                "1s",
                "execution.checkpointing.dir",
                new FaultyStorage(of).uri("checkpoints")),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    try {
      cluster.start();
    } catch (Exception e) {
      stopCluster();
      throw e;
    }
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.stop();
    Path kept = Files.createDirectories(Path.of("target", "faults-log"));
    try (Stream<Path> logs = Files.list(folder.resolve("cluster").resolve("log"))) {
      for (Path log : logs.filter(FaultsIT::isLog).toList()) {
        Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".log") || file.toString().endsWith(".out");
  }

  static Stream<Round> rounds() {
    List<Fault> faults = List.of(Fault.values());
    return IntStream.range(0, Integer.getInteger("waymark.test.faults", 3))
        .mapToObj(number -> Round.of(number, faults));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void triggersAndMapAreThoseOfAnUndisturbedRun(Round round) throws Exception {
    Random random = new Random(round.number());
    History history = History.of(round.number(), TOUCHPOINTS);
    Path of = Files.createDirectories(folder.resolve("round-" + round.number()));
    Set<String> expected = history.undisturbed(of);
    try (JobUnderTest job = new JobUnderTest(cluster.layout().bootstrap(), of, 2, Map.of())) {
      job.push(History.RULES);
      int half = history.size() / 2;
      send(history, 0, half, job);
      cluster.submit(List.of(), options(round, job));

      int some = (int) (expected.size() * (0.05 + 0.3 * random.nextDouble()));
      Set<String> before = ids(job.readUntil(Topics.TRIGGERS, PATIENCE, all -> all.size() > some));
      // The rest of the history comes while the fault strikes.
      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(() -> send(history, half, history.size(), job));
      long struck = System.currentTimeMillis();
      round.fault().strike(cluster, options(round, job));
      rest.join();
      List<Touchpoint> ends = history.ends(job.partitions());
      ends.forEach(end -> job.sendTo(ends.indexOf(end), end));
      job.flush();
      job.readUntil(Topics.TRIGGERS, PATIENCE, all -> ids(all).size() >= expected.size());
      awaitCheckpoints();

      List<Touchpoint> applied = new ArrayList<>(history.touchpoints());
      applied.addAll(ends);
      assertThat(MapOnTopic.differences(job, applied)).isEmpty();
      List<Read> triggers = job.readAll(Topics.TRIGGERS);
      List<Read> letters = job.readAll(Topics.DEAD_LETTERS);
      say(round, expected, triggers, before, struck);
      assertThat(ids(triggers)).isEqualTo(expected);
      if (round.exactlyOnce()) {
        assertThat(triggers).hasSameSizeAs(expected);
        assertThat(letters).hasSize((int) history.poisons());
      }
      assertThat(saidOfLoss()).as("what the logs say of a loss").isEmpty();
      assertThat(letters)
          .allSatisfy(
              letter -> assertThat(letter.json().get("reason").asText()).isEqualTo("not-json"));
    } finally {
      if (cluster.job().isPresent()) {
        cluster.rest().cancel(cluster.job().get());
      }
    }
  }

  /** Time does not follow the wall clock, so that nothing is late, however long a fault takes. */
  private static List<String> options(Round round, JobUnderTest job) {
    List<String> options = new ArrayList<>(job.options());
    options.addAll(List.of("--set", "job.silence=1d"));
    options.addAll(
        List.of(
            "--set", "job.delivery=" + (round.exactlyOnce() ? "exactly-once" : "at-least-once")));
    return options;
  }

  private static void send(History history, int from, int to, JobUnderTest job) {
    history.play(from, to, job::send, () -> job.sendRaw(History.poison()));
    job.flush();
  }

  /** Waits for two checkpoints: then nothing is in flight that was decided before. */
  private static void awaitCheckpoints() throws Exception {
    long enough = cluster.rest().checkpoints(cluster.job().orElseThrow()).completed() + 2;
    Patience.of(PATIENCE)
        .await(
            "there are two more checkpoints",
            () -> cluster.rest().checkpoints(cluster.job().orElseThrow()).completed() >= enough);
  }

  /** Returns the lines by which Flink or we would say that something was lost. */
  private static List<String> saidOfLoss() throws IOException {
    List<String> said = new ArrayList<>();
    for (String name : cluster.layout().names()) {
      Path log = cluster.layout().folder().resolve("log").resolve(name + ".log");
      try (Stream<String> lines = Files.lines(log)) {
        lines.filter(line -> LOSS.matcher(line).find()).forEach(said::add);
      }
    }
    return said;
  }

  private static Set<String> ids(List<Read> triggers) {
    return triggers.stream()
        .map(trigger -> trigger.json().get("id").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void say(
      Round round, Set<String> expected, List<Read> triggers, Set<String> before, long struck) {
    Set<String> found = ids(triggers);
    Set<String> lost = new HashSet<>(expected);
    lost.removeAll(found);
    Set<String> other = new HashSet<>(found);
    other.removeAll(expected);
    System.out.printf(
        "round %d: %s: %,d triggers, %d lost, %d under another id, %d more than once, longest"
            + " pause %,d ms%n",
        round.number(),
        round,
        found.size(),
        lost.size(),
        other.size(),
        triggers.size() - found.size(),
        longestPause(triggers, before, struck));
  }

  /** Millis without a trigger that is not a repetition, from the fault on. */
  private static long longestPause(List<Read> triggers, Set<String> before, long struck) {
    Set<String> known = new HashSet<>(before);
    long longest = 0;
    long last = struck;
    for (Read trigger :
        triggers.stream().sorted(Comparator.comparingLong(Read::appendedMillis)).toList()) {
      if (known.add(trigger.json().get("id").asText())) {
        longest = Math.max(longest, trigger.appendedMillis() - last);
        last = Math.max(last, trigger.appendedMillis());
      }
    }
    return longest;
  }
}

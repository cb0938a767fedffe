package io.waymark.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A process that stores is killed, again and again; nothing is lost, nothing is there twice. */
abstract class StoreKillContract {
  private static final int KILLS = 10;
  private static final long RECORDS = 4_000;
  private static final int MOST_BATCHES = 30;

  /** Returns a folder or a URL of a store in which nothing is. */
  abstract String fresh() throws Exception;

  @Test
  void losesAndRepeatsNothingWhereverItIsKilled() throws Exception {
    String place = fresh();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int kills = 0;
    while (kills < KILLS) {
      assertThat(killSomewhere(place, random)).as("killed before its end; seed %d", seed).isTrue();
      kills++;
    }
    run(place);

    try (RowStore store = RowStore.open(StoringProcess.settings(place))) {
      check(store, seed);
    }
  }

  /** Returns whether the process was killed before it had stored all. */
  private static boolean killSomewhere(String place, Random random) throws Exception {
    Process process = start(place);
    int batches = random.nextInt(MOST_BATCHES);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i <= batches && output.readLine() != null; i++) {
        // Reads on: each line is the end of a batch.
      }
      long until = System.nanoTime() + random.nextInt(3_000_000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      boolean isAlive = process.isAlive();
      process.destroyForcibly().waitFor();
      return isAlive;
    }
  }

  private static void run(String place) throws Exception {
    Process process = start(place);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static Process start(String place) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            StoringProcess.class.getName(),
            place,
            Long.toString(RECORDS))
        .redirectErrorStream(true)
        .start();
  }

  private static void check(RowStore store, long seed) {
    Set<String> touchpoints = new HashSet<>();
    long[] count = {0};
    store
        .customers()
        .histories(
            0,
            Integer.MAX_VALUE,
            (customer, applied) -> {
              touchpoints.addAll(applied);
              count[0] += applied.size();
              return true;
            });
    long all = RECORDS * StoringProcess.PARTITIONS;

    assertThat(count[0]).as("touchpoints; seed %d", seed).isEqualTo(all);
    assertThat(touchpoints).hasSize((int) all);
    assertThat(store.offsets()).hasSize(StoringProcess.PARTITIONS).containsValue(RECORDS);
    assertThat(
            store.triggers().rates(StoredSamples.NOON, 60, 20).rates().stream()
                .mapToLong(Triggers.Rate::count)
                .sum())
        .as("triggers that were counted")
        .isEqualTo(all / 10);
    List<Triggers.Row> triggers =
        StoredSamples.all(request -> store.triggers().page(Triggers.Filter.ALL, request), 200);
    assertThat(triggers).hasSize((int) (all / 10));
  }
}

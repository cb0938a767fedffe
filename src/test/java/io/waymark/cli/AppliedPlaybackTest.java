package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Applied;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import io.waymark.wire.TouchpointDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of applied touchpoints that a playback writes when it is asked to. */
class AppliedPlaybackTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int CUSTOMERS = 40;
  private static final int SECONDS = 50;

  /** Half of what the playback waits for stragglers. */
  private static final int DISORDER_SECONDS = 2;

  @TempDir private Path temp;

  @Test
  void holdsEachTouchpointOnceInOrderByCustomerWhateverTheParallelism() throws Exception {
    Path input = disorderedAndRepeated(new Random(7));

    Map<String, Object> counts = play("four", 4, Map.of("job.applied", "true"), input);
    play("one", 1, Map.of("job.applied", "true"), input);

    List<Applied> applied = applied("four");
    assertThat(counts)
        .containsEntry("applied", (long) CUSTOMERS * SECONDS)
        .containsEntry("late", 0L);
    assertThat((Long) counts.get("duplicate")).isPositive();
    assertThat((long) applied.size())
        .isEqualTo((Long) counts.get("applied") + (Long) counts.get("transitions"));
    assertThat(applied("one")).isEqualTo(applied);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      assertThat(sent(applied, "c" + customer)).isEqualTo(history(customer));
    }
  }

  @Test
  void isNotThereUnlessAskedFor() throws Exception {
    play("out", 1, Map.of(), disorderedAndRepeated(new Random(8)));

    assertThat(temp.resolve("out/applied.jsonl")).doesNotExist();
    assertThat(temp.resolve("out/transitions.jsonl")).exists();
  }

  private Map<String, Object> play(String out, int parallelism, Map<String, String> set, Path input)
      throws Exception {
    Map<String, String> all = new TreeMap<>(set);
    all.put("job.disorder", 2 * DISORDER_SECONDS + "s");
    PlaybackRequest request =
        new PlaybackRequest(
            List.of(input.toString()),
            "waymark",
            null,
            null,
            temp.resolve(out),
            parallelism,
            all,
            true,
            false);
    return new Playback(request, NOON.plusSeconds(86_400).toEpochMilli()).play();
  }

  /** Each second of all customers is mixed with those near it, and every tenth comes twice. */
  private Path disorderedAndRepeated(Random random) throws Exception {
    List<Touchpoint> all = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      for (int customer = 0; customer < CUSTOMERS; customer++) {
        all.add(touchpoint(customer, second));
        if (random.nextInt(10) == 0) {
          all.add(touchpoint(customer, second));
        }
      }
    }
    int near = DISORDER_SECONDS * CUSTOMERS;
    for (int from = 0; from + near < all.size(); from += near) {
      Collections.shuffle(all.subList(from, from + near), random);
    }
    List<String> lines = new ArrayList<>();
    all.forEach(
        each ->
            lines.add(new String(TouchpointDocument.INSTANCE.write(each), StandardCharsets.UTF_8)));
    return Files.write(temp.resolve("touchpoints.jsonl"), lines);
  }

  private static List<Touchpoint> history(int customer) {
    List<Touchpoint> history = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      history.add(touchpoint(customer, second));
    }
    return history;
  }

  private static Touchpoint touchpoint(int customer, int second) {
    String type =
        switch ((customer + second) % 9) {
          case 3 -> "Product Viewed";
          case 7 -> "Order Completed";
          default -> "page";
        };
    return new Touchpoint(
        "t" + second,
        "c" + customer,
        null,
        type,
        "web",
        NOON.plusSeconds(second).toEpochMilli(),
        null,
        Map.of("second", (long) second));
  }

  private List<Applied> applied(String out) throws Exception {
    List<Applied> applied = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(out).resolve("applied.jsonl"))) {
      applied.add(Topics.APPLIED.document().read(line.getBytes(StandardCharsets.UTF_8)));
    }
    return applied;
  }

  private static List<Touchpoint> sent(List<Applied> applied, String customer) {
    return applied.stream()
        .filter(each -> each.customer().equals(customer) && !each.isStageEntered())
        .map(Applied::touchpoint)
        .toList();
  }
}

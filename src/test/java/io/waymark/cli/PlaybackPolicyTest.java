package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Gate;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy over many customers: the same decisions whatever the parallelism and the order. */
class PlaybackPolicyTest {
  private static final long NOW = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final long BEGIN = Instant.parse("2026-03-27T00:00:00Z").toEpochMilli();
  private static final int DISORDER_MILLIS = 900;

  private record Line(long millis, String json) {}

  @TempDir private Path temp;
  private final List<Line> lines = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws Exception {
    Path rules = Files.createDirectories(temp.resolve("rules"));
    for (int i = 0; i < 4; i++) {
      Files.writeString(
          rules.resolve("rule-" + i + ".yaml"),
          """
          rule: rule-%d
          title: Viewed
          signal: opportunity
          owner: crm
          status: live
          pattern: {steps: [{viewed: %s}]}
          trigger: {to: crm, priority: %d}
          """
              .formatted(i, i < 2 ? "Product Viewed" : "Cart Viewed", 90 - 20 * i));
    }
    Files.writeString(
        temp.resolve("policy.yaml"),
        """
        policy: p
        zone: {from: customer.traits.timezone, missing: Europe/Berlin}
        consent: {purpose: marketing, missing: allow}
        caps: [{most: 2, per: day}, {most: 5, in: 3d}]
        quiet: {from: "21:00", to: "08:00", spread: 15m, except: {priority: 90}}
        arbitration: {within: 10s, most: 1}
        holdout: {share: 20%, salt: s}
        """);
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      long millis = BEGIN + i * 180_000L + random.nextInt(180_000);
      String type =
          i % 20 == 0 ? "identify" : random.nextBoolean() ? "Product Viewed" : "Cart Viewed";
      lines.add(
          new Line(
              millis,
              "{\"id\": \"t%d\", \"customer\": \"c%d\", \"type\": \"%s\", \"time\": \"%s\", \"properties\": {\"timezone\": \"%s\"%s}}"
                  .formatted(
                      i,
                      random.nextInt(60),
                      type,
                      Instant.ofEpochMilli(millis),
                      random.nextBoolean() ? "America/New_York" : "Asia/Tokyo",
                      i % 10 == 0
                          ? ", \"consent\": {\"marketing\": %s}".formatted(random.nextBoolean())
                          : "")));
    }
  }

  @Test
  void decidesTheSameWhateverTheParallelismAndTheOrderWithinTheBound() throws Exception {
    List<Decision> decisions = play("one", 1, lines);
    Random random = new Random(2);
    List<Line> disordered =
        lines.stream()
            .map(line -> Map.entry(line.millis() + random.nextInt(DISORDER_MILLIS), line))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();

    assertThat(play("four", 4, lines)).isEqualTo(decisions);
    assertThat(play("disordered", 4, disordered)).isEqualTo(decisions);
    assertThat(decisions)
        .extracting(Decision::gate)
        .contains(Gate.CONSENT, Gate.CAP, Gate.QUIET, Gate.ARBITRATION, Gate.HOLDOUT);
    assertThat(triggers("four"))
        .containsExactlyInAnyOrderElementsOf(
            decisions.stream().filter(Decision::isSent).map(Decision::id).toList());
  }

  @Test
  void decidesEachMatchAndEndsWhatIsHeld() throws Exception {
    Map<Outcome, Long> outcomes =
        play("one", 2, lines).stream()
            .collect(Collectors.groupingBy(Decision::outcome, Collectors.counting()));

    List<Decision> all = decisions("one");
    assertThat(all.stream().filter(Decision::endsHold).count())
        .isEqualTo(outcomes.get(Outcome.HELD));
    assertThat(all.stream().filter(each -> !each.endsHold()).map(Decision::id))
        .doesNotHaveDuplicates();
  }

  private List<Decision> play(String out, int parallelism, List<Line> played) throws Exception {
    Path input =
        Files.write(temp.resolve(out + ".jsonl"), played.stream().map(Line::json).toList());
    PlaybackRequest request =
        new PlaybackRequest(
            List.of(input.toString()),
            "waymark",
            temp.resolve("rules"),
            temp.resolve("policy.yaml").toString(),
            temp.resolve(out),
            parallelism,
            Map.of("job.journey-map", "false"),
            true,
            false);
    assertThat(new Playback(request, NOW).play()).containsEntry("late", 0L);
    return decisions(out);
  }

  private List<Decision> decisions(String out) throws Exception {
    List<Decision> decisions = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(out).resolve("decisions.jsonl"))) {
      decisions.add(Topics.DECISIONS.document().read(line.getBytes("UTF-8")));
    }
    decisions.sort(
        Comparator.comparing(Decision::customer)
            .thenComparing(Decision::id)
            .thenComparing(Decision::timeMillis));
    return decisions;
  }

  private List<String> triggers(String out) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(out).resolve("triggers.jsonl"))) {
      Trigger trigger = Topics.TRIGGERS.document().read(line.getBytes("UTF-8"));
      ids.add(trigger.id());
    }
    return ids;
  }
}

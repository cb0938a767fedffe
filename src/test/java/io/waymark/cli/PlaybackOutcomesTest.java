package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Arm;
import io.waymark.model.Decision;
import io.waymark.model.Estimate;
import io.waymark.model.Gate;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleOutcomes;
import io.waymark.rule.Holdout;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop in which a trigger is known to bring 12 points more orders, played whole: 25% of the
 * customers order within the span anyway, 37% of those who are sent to.
 */
class PlaybackOutcomesTest {
  private static final long NOW = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final long BEGIN = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final long WITHIN = Duration.ofDays(2).toMillis();
  private static final int CUSTOMERS = 1_500;
  private static final double ANYWAY = 0.25;
  private static final double PLANTED = 0.12;
  private static final int DISORDER_MILLIS = 900;
  private static final Holdout HOLDOUT = new Holdout(3_000, "s");

  private record Line(long millis, String customer, boolean isOrder, String json) {}

  @TempDir private Path temp;
  private final List<Line> lines = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws Exception {
    Path rules = Files.createDirectories(temp.resolve("rules"));
    Files.writeString(
        rules.resolve("cart-left.yaml"),
        """
        rule: cart-left
        title: Left a cart
        signal: opportunity
        owner: crm
        status: live
        pattern: {steps: [{viewed: Cart Viewed}, {absent: Order Completed, for: 1h}]}
        trigger: {to: crm, cooldown: 7d, holdout: {share: 30%, salt: s}}
        goal: {on: Order Completed, where: event.properties.total > 1.0, within: 2d}
        """);
    Files.writeString(
        rules.resolve("viewed.yaml"),
        """
        rule: viewed
        title: Viewed
        signal: opportunity
        owner: crm
        status: live
        pattern: {steps: [{viewed: Cart Viewed}]}
        trigger: {to: crm, cooldown: 7d}
        goal: {on: Order Completed, within: 2d}
        """);
    Random random = new Random(1);
    for (int i = 0; i < CUSTOMERS; i++) {
      String customer = "c" + i;
      for (int cart = 0; cart < 2; cart++) {
        long viewed = BEGIN + random.nextInt(500) * 3_600_000L + random.nextInt(3_600_000);
        add(viewed, customer, "Cart Viewed");
        double orders = ANYWAY + (HOLDOUT.holds(customer) ? 0 : PLANTED);
        if (random.nextDouble() < orders) {
          add(viewed + 3_600_001 + random.nextInt((int) WITHIN - 2), customer, "Order Completed");
        }
      }
    }
    lines.sort(Comparator.comparingLong(Line::millis));
  }

  private void add(long millis, String customer, String type) {
    lines.add(
        new Line(
            millis,
            customer,
            type.startsWith("Order"),
            "{\"id\": \"t%d\", \"customer\": \"%s\", \"type\": \"%s\", \"time\": \"%s\", \"properties\": {\"total\": 9}}"
                .formatted(lines.size(), customer, type, Instant.ofEpochMilli(millis))));
  }

  @Test
  void findsTheEffectThatIsPlanted() throws Exception {
    RuleOutcomes outcomes = play("one", 2, lines).get("cart-left");

    Estimate effect = outcomes.effect();
    assertThat(effect.n()).isGreaterThan(CUSTOMERS);
    assertThat(effect.low()).isPositive().isLessThan(PLANTED);
    assertThat(effect.high()).isGreaterThan(PLANTED).isLessThan(0.25);
  }

  @Test
  void isTheSameWhateverTheParallelismAndTheOrderWithinTheBound() throws Exception {
    Map<String, RuleOutcomes> outcomes = play("one", 1, lines);
    Random random = new Random(2);
    List<Line> disordered =
        lines.stream()
            .map(line -> Map.entry(line.millis() + random.nextInt(DISORDER_MILLIS), line))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();

    assertThat(outcomes).containsOnlyKeys("cart-left", "viewed");
    assertThat(play("four", 4, lines)).isEqualTo(outcomes);
    assertThat(play("disordered", 4, disordered)).isEqualTo(outcomes);
    assertThat(temp.resolve("four/rule-outcomes.jsonl"))
        .hasSameTextualContentAs(temp.resolve("one/rule-outcomes.jsonl"));
  }

  @Test
  void countsWhatTheDecisionsAndTheHistorySay() throws Exception {
    RuleOutcomes outcomes = play("one", 4, lines).get("cart-left");

    for (Arm arm : Arm.values()) {
      long n = 0;
      long reached = 0;
      Map<String, Long> last = new HashMap<>();
      for (Decision decision : records("one", Topics.DECISIONS)) {
        boolean isOfArm = arm == Arm.SENT ? decision.isSent() : decision.gate() == Gate.HOLDOUT;
        long since = decision.timeMillis();
        Long before = last.get(decision.customer());
        if (decision.rule().equals("cart-left")
            && isOfArm
            && (before == null || since - before >= Duration.ofDays(7).toMillis())) {
          last.put(decision.customer(), since);
          if (since + WITHIN <= lines.get(lines.size() - 1).millis()) {
            n++;
            reached += ordered(decision.customer(), since) ? 1 : 0;
          }
        }
      }
      assertThat((arm == Arm.SENT ? outcomes.sent() : outcomes.heldOut()).n()).isEqualTo(n);
      assertThat((arm == Arm.SENT ? outcomes.sent() : outcomes.heldOut()).reached())
          .isEqualTo(reached);
      assertThat(n).isPositive();
    }
  }

  private boolean ordered(String customer, long since) {
    return lines.stream()
        .anyMatch(
            line ->
                line.isOrder()
                    && line.customer().equals(customer)
                    && line.millis() > since
                    && line.millis() < since + WITHIN);
  }

  @Test
  void summaryHasTheOutcomesOrSaysWhatIsMissing() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      new Playback(request("one", 2, lines), NOW).run();
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern(
            "(?m)^cart-left +[\\d,]+ of [\\d,]+ +[\\d,]+ of [\\d,]+ +\\+[\\d.]+ points"
                + " \\(\\+[\\d.]+ to \\+[\\d.]+\\), n = [\\d,]+$")
        .containsPattern("(?m)^viewed .* 0 of 0  no hold-out: no comparison possible; give");
  }

  private Map<String, RuleOutcomes> play(String out, int parallelism, List<Line> played)
      throws Exception {
    assertThat(new Playback(request(out, parallelism, played), NOW).play())
        .containsEntry("late", 0L);
    Map<String, RuleOutcomes> outcomes = new HashMap<>();
    for (RuleOutcomes each : records(out, Topics.RULE_OUTCOMES)) {
      assertThat(outcomes.put(each.rule(), each)).isNull();
    }
    return outcomes;
  }

  private PlaybackRequest request(String out, int parallelism, List<Line> played) throws Exception {
    Path input =
        Files.write(temp.resolve(out + ".jsonl"), played.stream().map(Line::json).toList());
    return new PlaybackRequest(
        List.of(input.toString()),
        "waymark",
        temp.resolve("rules"),
        null,
        temp.resolve(out),
        parallelism,
        Map.of("job.journey-map", "false"),
        true,
        false);
  }

  private <T extends Outgoing> List<T> records(String out, OutputTopic<T> topic) throws Exception {
    List<T> records = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve(out).resolve(topic.id() + ".jsonl"))) {
      records.add(topic.document().read(line.getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }
}

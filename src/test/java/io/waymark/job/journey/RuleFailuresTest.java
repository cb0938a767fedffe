package io.waymark.job.journey;

import static io.waymark.job.journey.JourneyHarness.millis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.expression.Expression;
import io.waymark.expression.Failure;
import io.waymark.job.metric.Metrics;
import io.waymark.job.metric.Tally;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.RuleStatus;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

/** Expressions that fail, in the statuses of their rules. */
class RuleFailuresTest {
  private static final String FAILS = "int(event.properties.amount) > 20";

  private final List<RuleStatus> statuses = new ArrayList<>();
  private long total;
  private long wallMillis = 1_000;
  private final RuleFailures failures =
      new RuleFailures(
          new RuleDesk.Subtask(2, 4),
          statuses::add,
          new RuleMetrics(new Metrics(new MetricListener().getMetricGroup())),
          () -> total++,
          () -> wallMillis);

  @Test
  void reportsTheFirstFailureOfARuleAtOnce() {
    Rule rule = rule("a", FAILS);
    failures.watch("a", rule);

    failures.failed(where(rule), Failure.UNREADABLE);

    assertThat(statuses)
        .containsExactly(
            new RuleStatus(
                "a",
                rule.version(),
                RuleStatus.State.LIVE,
                List.of(),
                2,
                4,
                1_000,
                new RuleStatus.Failures(1, 0, FAILS, Failure.UNREADABLE.text()),
                null,
                null));
  }

  @Test
  void reportsFurtherOnesOnceAMinuteWithTheirNumber() {
    Rule rule = rule("a", FAILS);
    failures.watch("a", rule);
    for (int i = 0; i < 1_000; i++) {
      failures.failed(where(rule), i % 10 == 0 ? Failure.OVER_LIMIT : Failure.UNREADABLE);
      wallMillis += 100;
    }

    assertThat(statuses)
        .extracting(RuleStatus::timeMillis, RuleFailuresTest::failures)
        .containsExactly(tuple(1_000L, 1L), tuple(61_000L, 601L));
    assertThat(statuses.get(1).failures().overLimit()).isEqualTo(61);
    assertThat(total).isEqualTo(1_000);
  }

  @Test
  void reportsOneRuleWhereTheFailureConcernsItAlone() {
    failures.watch("a", rule("a", FAILS));
    failures.watch("b", rule("b", FAILS));

    failures.ofRule("b").failed(where(rule("b", FAILS)), Failure.OVER_LIMIT);

    assertThat(statuses).extracting(RuleStatus::rule).containsExactly("b");
    assertThat(statuses.get(0).failures().overLimit()).isEqualTo(1);
    assertThat(total).isEqualTo(1);
  }

  @Test
  void reportsNoRuleWhereOneThatIsGoneFailsAlone() {
    failures.watch("a", rule("a", FAILS));

    failures.ofRule("gone").failed(where(rule("a", FAILS)), Failure.OVER_LIMIT);
    failures.ofRule("a").failed(where(rule("a", FAILS + "1")), Failure.OVER_LIMIT);

    assertThat(statuses).isEmpty();
    assertThat(total).isEqualTo(2);
  }

  @Test
  void reportsEachRuleThatHasTheExpression() {
    failures.watch("a", rule("a", FAILS));
    failures.watch("b", rule("b", "event.type == 'A' && " + FAILS));
    failures.watch("c", rule("c", "event.type == 'A'"));

    failures.failed(where(rule("x", FAILS)), Failure.UNREADABLE);

    assertThat(statuses).extracting(RuleStatus::rule).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void startsAnewWithANewVersion() {
    Rule first = rule("a", FAILS);
    failures.watch("a", first);
    failures.failed(where(first), Failure.UNREADABLE);
    Rule second = rule("a", FAILS + " && event.type == 'A'");
    failures.watch("a", second);

    failures.failed(where(first), Failure.UNREADABLE);

    assertThat(statuses)
        .extracting(RuleStatus::version)
        .containsExactly(first.version(), second.version());
    assertThat(statuses.get(1).failures().failed()).isEqualTo(1);
  }

  @Test
  void countsAnExpressionOfNoRule() {
    Rule rule = rule("a", FAILS);
    failures.watch("a", rule);
    failures.watch("a", null);

    failures.failed(where(rule), Failure.UNREADABLE);

    assertThat(statuses).isEmpty();
    assertThat(total).isEqualTo(1);
  }

  @Test
  void theJobReportsAndGoesOn() throws Exception {
    String rule =
        TestRules.each("each-view", "Product Viewed")
            .replace("Product Viewed\n", "Product Viewed\n      where: " + FAILS + "\n")
            .replace("to: desk\n", "to: desk\n  data:\n    price: 1 / event.properties.zero\n");
    try (JourneyHarness journey = JourneyHarness.with(rule)) {
      journey.arrive(view("v1", 1, Map.of("amount", "many")));
      journey.arrive(view("v2", 2, Map.of()));
      journey.arrive(view("v3", 3, Map.of("amount", "30", "zero", 0L)));
      journey.advanceTo(ofSeconds(3));

      assertThat(journey.completing()).containsExactly("v3");
      assertThat(journey.triggers().get(0).data()).isEmpty();
      assertThat(journey.count(Tally.Of.FAILED_EVALUATIONS)).isEqualTo(2);
      assertThat(journey.statuses())
          .extracting(RuleStatus::failures)
          .filteredOn(Objects::nonNull)
          .hasSize(1);
    }
  }

  private static long failures(RuleStatus status) {
    RuleStatus.Failures failures = Objects.requireNonNull(status.failures());
    return failures.failed() + failures.overLimit();
  }

  private static Arrival view(String id, int second, Map<String, Object> properties) {
    Touchpoint touchpoint =
        new Touchpoint(
            id, "ann", null, "Product Viewed", null, millis(ofSeconds(second)), null, properties);
    return new Arrival(touchpoint, Position.line("web", second), 0);
  }

  private static Expression where(Rule rule) {
    return Objects.requireNonNull(rule.pattern().steps().get(0).where());
  }

  private static Rule rule(String id, String where) {
    String text =
        TestRules.each(id, "Product Viewed")
            .replace("Product Viewed\n", "Product Viewed\n      where: \"" + where + "\"\n");
    return ((RuleReader.Result.Ok) new RuleReader(Set.of()).read("r", text)).rule();
  }
}

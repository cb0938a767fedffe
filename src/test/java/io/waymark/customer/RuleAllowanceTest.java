package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Expression;
import io.waymark.expression.Failure;
import io.waymark.expression.FailureRecorder;
import io.waymark.expression.Limits;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * All that one rule evaluates at one touchpoint or deadline takes together what one evaluation may.
 */
class RuleAllowanceTest {
  /** A loop over so many items takes 8,100 steps of 10,000, less than a millisecond. */
  private static final int ITEMS = 900;

  /** Room beside one evaluation: the one that is begun with the last step, and all else. */
  private static final int MOST_TIMES = 6;

  private final Map<String, Integer> failed = new TreeMap<>();

  @Test
  void hundredValuesOfATriggerTakeTogetherWhatOneMay() {
    String data =
        IntStream.range(0, 100).mapToObj(i -> "v" + i + ": '" + loop(i) + "'").collect(joined());
    Rule hundred = onBuy("hundred", "{to: crm, data: {" + data + "}}");
    Rule one = onBuy("one", "{to: crm, data: {v0: '" + loop(0) + "', path: event.properties.k}}");

    try (OneCustomer anna = withRules(hundred, one)) {
      anna.apply(buy(1, ITEMS));

      assertThat(values(anna, "hundred")).containsOnlyKeys("v0");
      assertThat(values(anna, "one")).containsOnlyKeys("v0", "path");
      assertThat(failed).containsExactlyEntriesOf(Map.of("hundred", 99));
    }
    assertThat(nanos(hundred)).isLessThan(MOST_TIMES * nanos(one));
  }

  @Test
  void eachDeadlineHasAllSteps() {
    String body =
        "pattern: {correlate: event.properties.k, steps: [{it: Buy}, {absent: Leave, for: 1h}]}";
    String trigger = "{to: crm, data: {v0: '" + loopOver("it.last.properties.items", 0) + "'}}";

    try (OneCustomer anna = withRules(RulesFromYaml.rule("quiet", "live", body, trigger))) {
      for (int i = 0; i < 20; i++) {
        anna.apply(buy(i, ITEMS));
      }
      anna.untilTheEnd();

      assertThat(anna.triggers())
          .hasSize(20)
          .allSatisfy(each -> assertThat(each.data()).containsOnlyKeys("v0"));
      assertThat(failed).isEmpty();
    }
  }

  @Test
  void aConditionOfAHundredLoopsIsFalseWhereTheStepsAreUsedUp() {
    String all = IntStream.range(0, 100).mapToObj(RuleAllowanceTest::loop).collect(anded());
    Rule hundred =
        RulesFromYaml.withPattern("hundred", "{steps: [{it: Buy, where: '" + all + "'}]}");
    Rule one = RulesFromYaml.withPattern("one", "{steps: [{it: Buy, where: '" + loop(0) + "'}]}");

    try (OneCustomer anna = withRules(hundred, one)) {
      anna.apply(buy(1, ITEMS));

      assertThat(anna.fires()).containsOnlyKeys("one");
      assertThat(failed).containsExactlyEntriesOf(Map.of("hundred", 1));
      anna.apply(buy(2, 5));
      assertThat(anna.fires()).containsOnlyKeys("one", "hundred");
    }
    assertThat(nanos(hundred)).isLessThan(MOST_TIMES * nanos(one));
  }

  @Test
  void hundredRunsOfTheNfaTakeTogetherWhatOneEvaluationMay() {
    String where = "event.properties.items.exists(i, i.n + it.last.properties.n < 0)";
    Rule rule =
        RulesFromYaml.withPattern(
            "looks-back",
            "{within: 10h, steps: [{it: Open}, {more: Buy, where: '" + where + "'}]}");
    Rule one = RulesFromYaml.withPattern("one", "{steps: [{it: Buy, where: '" + loop(0) + "'}]}");
    long ofOne = nanos(one);

    try (OneCustomer anna = withRules(rule)) {
      for (int i = 0; i < 100; i++) {
        anna.on("Open", i + 1 + "s", "n", 1L);
      }
      anna.apply(buy(200, 400));

      assertThat(failed.get("looks-back")).isBetween(90, 100);
      assertThat(anna.fires()).isEmpty();
    }
    assertThat(nanosAfterHundredRuns(rule)).isLessThan(2 * MOST_TIMES * ofOne);
  }

  @Test
  void getsTheSameValuesBesideWhateverOtherRules() {
    String heavy = loop(1);
    Rule both =
        RulesFromYaml.withPattern(
            "both", "{steps: [{it: Buy, where: '" + heavy + " && " + loop(2) + "'}]}");
    Rule first = RulesFromYaml.withPattern("first", "{steps: [{it: Buy, where: '" + heavy + "'}]}");
    Rule second =
        RulesFromYaml.withPattern("second", "{steps: [{it: Buy, where: '" + loop(2) + "'}]}");

    for (List<Rule> order :
        List.of(List.of(both, first, second), List.of(second, first, both), List.of(both))) {
      failed.clear();
      try (OneCustomer anna = withRules(order.toArray(Rule[]::new))) {
        anna.apply(buy(1, ITEMS)).apply(buy(2, ITEMS / 3));

        assertThat(anna.fires().get("both").get("")).hasSize(1);
        assertThat(failed).containsExactlyEntriesOf(Map.of("both", 1));
        if (order.size() > 1) {
          assertThat(anna.fires().get("first").get("")).hasSize(2);
          assertThat(anna.fires().get("second").get("")).hasSize(2);
        }
      }
    }
  }

  @Test
  void paysForWhatItAsksOfOneTouchpointOnceWhateverRunsAreOpen() {
    String body =
        "{correlate: 'string(event.properties.k)', within: 10h, steps: [{a: Buy, where: '"
            + loop(1)
            + "'}, {b: Buy, where: '"
            + loop(1)
            + "'}]}";

    try (OneCustomer anna = withRules(RulesFromYaml.withPattern("often", body))) {
      for (int i = 0; i < 400; i++) {
        anna.apply(buy(i, 50));
      }
      anna.apply(buy(7, ITEMS));

      assertThat(anna.fires()).containsOnlyKeys("often");
      assertThat(failed).isEmpty();
    }
  }

  @Test
  void doesNotCountAValueAsAnotherWhereTheStepsAreUsedUp() {
    String value = "event.properties.items.filter(i, i.n < 3).size() + event.properties.n";
    Rule rule =
        RulesFromYaml.withPattern(
            "different", "{within: 10h, steps: [{it: Buy, times: 50, distinct: '" + value + "'}]}");

    try (OneCustomer anna = withRules(rule)) {
      for (int i = 0; i < 200; i++) {
        anna.apply(buy(i % 40, ITEMS));
      }

      assertThat(anna.fires()).isEmpty();
      assertThat(failed).containsOnlyKeys("different");
    }
  }

  @Test
  void aConditionAndAValueThatIsDistinctTakeTogetherWhatOneMay() {
    String both = "{within: 1h, steps: [{it: Buy, times: 2, where: '%s', distinct: '%s'}]}";
    String value = "event.properties.items.all(i, i.n >= 0) ? event.properties.n : 0";
    Rule rule = RulesFromYaml.withPattern("both", both.formatted(loop(1), value));

    try (OneCustomer anna = withRules(rule)) {
      anna.apply(buy(1, ITEMS)).apply(buy(2, ITEMS));
      assertThat(anna.fires()).isEmpty();
      assertThat(failed).containsExactlyEntriesOf(Map.of("both", 2));

      anna.apply(buy(3, 50)).apply(buy(4, 50));
      assertThat(anna.fires()).containsOnlyKeys("both");
    }
  }

  @Test
  void conditionsOfALifecycleTakeTogetherWhatOneMay() {
    String stage =
        "\n  - {stage: s%d, on: Buy, where: 'event.properties.items.exists(i, i.n < -%d)'}";
    String stages =
        IntStream.range(1, 13)
            .mapToObj(i -> stage.formatted(i, i))
            .collect(Collectors.joining("", "lifecycle: test\nmoves: [skip]\nstages:", "\n"));
    RuleBook book =
        RuleBook.open(new Limits(Limits.DEFAULT_STEPS, new Recorder()), (rule, runs) -> {});

    try (OneCustomer anna = new OneCustomer(book, RulesFromYaml.lifecycle(stages))) {
      anna.apply(buy(1, ITEMS));

      assertThat(anna.transitions()).isEmpty();
      assertThat(failed.get("all")).isBetween(10, 11);
    }
  }

  private static String loop(int number) {
    return loopOver("event.properties.items", number);
  }

  private static String loopOver(String items, int number) {
    return items + ".all(i, i.n > -" + (number + 1) + ")";
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  private static Collector<CharSequence, ?, String> anded() {
    return Collectors.joining(" && ");
  }

  private static Rule onBuy(String id, String trigger) {
    return RulesFromYaml.rule(id, "live", "pattern: {steps: [{it: Buy}]}", trigger);
  }

  private OneCustomer withRules(Rule... rules) {
    RuleBook book =
        RuleBook.open(new Limits(Limits.DEFAULT_STEPS, new Recorder()), (rule, runs) -> {});
    for (Rule rule : rules) {
      book.put(rule, 0);
    }
    return new OneCustomer(book, RulesFromYaml.LIFECYCLE);
  }

  /** Counts the failures that concern one rule, by its id. */
  private final class Recorder implements FailureRecorder {
    @Override
    public void failed(Expression expression, Failure failure) {
      ofRule("all").failed(expression, failure);
    }

    @Override
    public FailureRecorder ofRule(String id) {
      return (expression, failure) -> {
        assertThat(failure).isEqualTo(Failure.OVER_LIMIT);
        failed.merge(id, 1, Integer::sum);
      };
    }
  }

  private static Touchpoint buy(int number, int items) {
    List<Object> all = new ArrayList<>();
    for (long i = 0; i < items; i++) {
      all.add(Map.of("n", i));
    }
    return new Touchpoint(
        "b" + number + "-" + items + "-" + System.nanoTime(),
        "anna",
        null,
        "Buy",
        null,
        1_000_000L + number,
        null,
        Map.of("k", (long) number, "n", (long) number, "items", Collections.unmodifiableList(all)));
  }

  private static Map<String, Object> values(OneCustomer anna, String rule) {
    List<Trigger> own = anna.triggers().stream().filter(each -> each.rule().equals(rule)).toList();
    assertThat(own).hasSize(1);
    return own.get(0).data();
  }

  /** Returns what a touchpoint costs that a rule takes, at its fastest. */
  private long nanos(Rule rule) {
    try (OneCustomer anna = withRules(rule)) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 60; i++) {
        best = Math.min(best, cost(anna, buy(i, ITEMS)));
      }
      return best;
    }
  }

  private long nanosAfterHundredRuns(Rule rule) {
    try (OneCustomer anna = withRules(rule)) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 40; i++) {
        for (int j = 0; i == 0 && j < 100; j++) {
          anna.on("Open", j + 1 + "s", "n", 1L);
        }
        best = Math.min(best, cost(anna, buy(i, 400)));
      }
      return best;
    }
  }

  private static long cost(OneCustomer anna, Touchpoint touchpoint) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    anna.apply(touchpoint);
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }
}

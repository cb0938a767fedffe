package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.metric.Metrics;
import io.waymark.model.Gate;
import io.waymark.model.MadeDecision;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.rule.RuleReader.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleMetricsTest {
  private static final int MOST_SHOWN = 2;

  private final Map<String, Metric> registered = new TreeMap<>();
  private final RuleMetrics rules = metrics(registered);

  @Test
  void countsWhatBecameOfTheMatchesOfARule() {
    rules.watch("a", version("a", 1));
    match("a", null);
    match("a", Gate.WHO);
    match("a", Gate.WHO);
    match("a", Gate.SHADOW);

    assertThat(count("rule.a.matches")).isEqualTo(4);
    assertThat(count("rule.a.sent")).isEqualTo(1);
    assertThat(count("rule.a.gate.who.withheld")).isEqualTo(2);
    assertThat(count("rule.a.gate.shadow.withheld")).isEqualTo(1);
  }

  @Test
  void showsARuleBeforeItsFirstMatch() {
    rules.watch("a", version("a", 1));

    assertThat(count("rule.a.matches")).isZero();
    assertThat(count("rule.a.sent")).isZero();
  }

  @Test
  void showsTheVersionThatRunsAndNoOther() {
    rules.watch("a", version("a", 1));
    rules.watch("a", version("a", 2));
    rules.watch("a", version("a", 3));

    assertThat(registered.keySet())
        .filteredOn(name -> name.endsWith("live"))
        .containsExactly("rule.a.version." + version("a", 3).version() + ".live");
  }

  @Test
  void keepsTheCountsOfARuleThatIsEdited() {
    rules.watch("a", version("a", 1));
    match("a", null);
    rules.watch("a", version("a", 2));
    match("a", null);

    assertThat(count("rule.a.sent")).isEqualTo(2);
  }

  @Test
  void leavesNothingOfARemovedRuleButItsPartInTheSum() {
    rules.watch("a", version("a", 1));
    match("a", null);
    match("a", Gate.COOLDOWN);
    rules.watch("a", null);

    assertThat(registered.keySet()).noneMatch(name -> name.startsWith("rule.a."));
    assertThat(count("rule.(other).matches")).isEqualTo(2);
    assertThat(count("rule.(other).sent")).isEqualTo(1);
    assertThat(count("rule.(other).gate.cooldown.withheld")).isEqualTo(1);
  }

  @Test
  void countsARuleThatComesBackFromZero() {
    rules.watch("a", version("a", 1));
    match("a", null);
    rules.watch("a", null);
    rules.watch("a", version("a", 1));
    match("a", null);

    assertThat(count("rule.a.matches")).isEqualTo(1);
    assertThat(count("rule.(other).matches")).isEqualTo(1);
  }

  @Test
  void showsSoManyRulesAndCountsTheOthersTogether() {
    for (String id : List.of("a", "b", "c", "d")) {
      rules.watch(id, version(id, 1));
      match(id, null);
    }

    assertThat(registered.keySet()).noneMatch(name -> name.matches("rule\\.[cd]\\..*"));
    assertThat(count("rule.a.sent")).isEqualTo(1);
    assertThat(count("rule.(other).sent")).isEqualTo(2);
  }

  @Test
  void goesOnWithTheOthersHoweverManyAreRemoved() {
    rules.watch("a", version("a", 1));
    match("a", Gate.WHO);
    for (int i = 0; i < 3 * MOST_SHOWN; i++) {
      rules.watch("b" + i, version("b" + i, 1));
      match("b" + i, null);
      rules.watch("b" + i, null);
    }
    match("a", null);

    assertThat(registered.keySet()).noneMatch(name -> name.startsWith("rule.b"));
    assertThat(count("rule.a.matches")).isEqualTo(2);
    assertThat(count("rule.a.gate.who.withheld")).isEqualTo(1);
    assertThat(registered).containsKey("rule.a.version." + version("a", 1).version() + ".live");
    assertThat(count("rule.(other).sent")).isEqualTo(3 * MOST_SHOWN);
  }

  @Test
  void subtasksWithTheSameVersionsHaveTheSameNumber() {
    Map<String, Metric> elsewhere = new TreeMap<>();
    RuleMetrics others = metrics(elsewhere);
    rules.watch("a", version("a", 1));
    rules.watch("b", version("b", 1));
    rules.watch("c", version("c", 1));
    others.watch("c", version("c", 1));
    others.watch("d", version("d", 1));
    others.watch("b", version("b", 2));
    others.watch("a", version("a", 1));

    assertThat(digest(elsewhere)).isNotEqualTo(digest(registered));

    others.watch("b", version("b", 1));
    assertThat(digest(elsewhere)).isNotEqualTo(digest(registered));

    others.watch("d", null);
    assertThat(digest(elsewhere)).isEqualTo(digest(registered));
  }

  @Test
  void aDoubleHoldsTheWholeNumber() {
    for (int i = 0; i < 100; i++) {
      rules.watch("a", version("a", i));

      assertThat((long) (double) digest(registered)).isEqualTo(digest(registered)).isNotNegative();
    }
  }

  private static RuleMetrics metrics(Map<String, Metric> registered) {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer(
                (metric, name, group) -> registered.put(identifier(name, group), metric))
            .setUnregisterConsumer(
                (metric, name, group) -> registered.remove(identifier(name, group), metric))
            .build();
    return new RuleMetrics(
        new Metrics(new GenericMetricGroup(registry, null, "operator")), MOST_SHOWN);
  }

  private static String identifier(String name, AbstractMetricGroup<?> group) {
    return group.getMetricIdentifier(name).replace("operator.waymark.", "");
  }

  /** A rule whose text differs from that of another number. */
  private static Rule version(String id, int number) {
    Result result =
        new RuleReader(Set.of())
            .read(id, TestRules.each(id, "Viewed").replace("desk", "d" + number));
    return ((Result.Ok) result).rule();
  }

  private void match(String rule, @Nullable Gate withheldBy) {
    rules.decided(MadeDecision.of("id", rule, "ann", null, 0, withheldBy));
    if (withheldBy == null) {
      rules.sent(rule);
    }
  }

  private long count(String name) {
    return ((Counter) registered.get(name)).getCount();
  }

  private static long digest(Map<String, Metric> registered) {
    return (Long) ((Gauge<?>) registered.get("rules-digest")).getValue();
  }
}

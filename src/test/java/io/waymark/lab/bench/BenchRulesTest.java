package io.waymark.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Scope;
import io.waymark.lab.bench.CustomerStore.Size;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BenchRulesTest {
  private static final int CUSTOMERS = 1_000;

  @Test
  void haveNoProblemsAndNoTwoAreTheSame() {
    List<Rule> rules = BenchRules.read(BenchRule.MOST);

    assertThat(rules)
        .hasSize(BenchRule.MOST)
        .extracting(rule -> rule.text().substring(rule.text().indexOf("pattern:")))
        .doesNotHaveDuplicates();
  }

  @Test
  void stepsOfARuleAskForDifferentTypes() {
    assertThat(BenchRules.first(BenchRule.MOST))
        .allSatisfy(
            rule ->
                assertThat(List.of(rule.first(), rule.second(), rule.third()))
                    .doesNotHaveDuplicates());
  }

  @Test
  void oneTouchpointOfFourStartsOneOfAThousand() {
    List<Step> firstSteps =
        BenchRules.read(BenchRule.MOST).stream()
            .map(Rule::pattern)
            .map(Pattern::steps)
            .map(steps -> steps.get(0))
            .toList();
    SyntheticLoad load = SyntheticLoad.ofVisits(CUSTOMERS);

    double starts =
        LongStream.range(0, 2_000)
            .mapToObj(load::touchpoint)
            .collect(Collectors.averagingLong(touchpoint -> starts(firstSteps, touchpoint)));

    assertThat(starts).isBetween(0.2, 0.3);
  }

  @Test
  void fewerThanOneTriggerGoesOutForAHundredTouchpoints() {
    SyntheticLoad load = SyntheticLoad.introduced(CUSTOMERS);
    int touchpoints = 10_000;

    try (CustomerStore store = new CustomerStore(BenchRules.read(BenchRule.MOST))) {
      LongStream.range(0, touchpoints).mapToObj(load::touchpoint).forEach(store::apply);
      List<Size> open = store.sizes(SyntheticLoad.timeMillis(touchpoints));
      // Absences of half an hour are due by then.
      store.sizes(SyntheticLoad.timeMillis(touchpoints) + 3_600_000);

      assertThat(store.triggers()).isBetween(touchpoints / 5_000L, touchpoints / 100L);
      assertThat(open).hasSize(CUSTOMERS).anyMatch(size -> size.openRuns() == 3);
    }
  }

  @Test
  void touchpointStartsTwentyFiveOfAThousandUnselectiveRules() {
    List<Rule> rules = BenchRules.read(BenchRules.unselective(1_000));
    List<Step> firstSteps =
        rules.stream().map(Rule::pattern).map(Pattern::steps).map(steps -> steps.get(0)).toList();
    SyntheticLoad load = SyntheticLoad.ofVisits(CUSTOMERS);

    assertThat(rules)
        .extracting(rule -> rule.text().substring(rule.text().indexOf("pattern:")))
        .doesNotHaveDuplicates();
    assertThat(LongStream.range(0, 100).mapToObj(load::touchpoint))
        .allSatisfy(touchpoint -> assertThat(starts(firstSteps, touchpoint)).isEqualTo(25));
  }

  @Test
  void customerHasAboutTwoHundredRunsOfUnselectiveRulesAfterAVisit() {
    SyntheticLoad load = SyntheticLoad.ofVisits(CUSTOMERS);

    try (CustomerStore store = new CustomerStore(BenchRules.read(BenchRules.unselective(1_000)))) {
      LongStream.range(0, 30_000).mapToObj(load::touchpoint).forEach(store::apply);

      assertThat(store.sizes(SyntheticLoad.timeMillis(30_000)))
          .extracting(Size::openRuns)
          .filteredOn(open -> open >= 100 && open < 400)
          .hasSizeGreaterThan(CUSTOMERS / 2);
    }
  }

  private static long starts(List<Step> firstSteps, Touchpoint touchpoint) {
    return firstSteps.stream()
        .filter(step -> step.types().contains(touchpoint.type()))
        .filter(
            step ->
                step.where() == null || step.where().test(Scope.ofEvent(touchpoint, Scope.NONE)))
        .count();
  }
}

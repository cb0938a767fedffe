package io.waymark.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RulesFromYaml;
import io.waymark.model.Arm;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Observation;
import io.waymark.model.Transition;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An author's examples, played on the engine. */
class RehearsalTest {
  @ParameterizedTest
  @ValueSource(strings = {"draft", "shadow", "live", "paused"})
  void playsARuleAsIfItWereLiveWhateverItsStatus(String status) {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            status,
            "pattern: {steps: [{a: A}]}\n"
                + "tests: [{name: n, given: [{at: 1m, type: A}], expect: [1m]}]",
            "{to: crm}");

    assertThat(play(rule).sentMillis()).containsExactly(60_000L);
  }

  @Test
  void tellsOfDecisionsThatWithheldAndOfTheStagesOnTheWay() {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "live",
            "who: {stage: buyer}\npattern: {steps: [{a: A}]}\n"
                + "tests: [{name: n, given: [{at: 0s, type: Open}, {at: 1m, type: A},"
                + " {at: 2m, type: Buy}, {at: 3m, type: A}], expect: [3m]}]",
            "{to: crm}");

    Rehearsal.Outcome outcome = play(rule);

    assertThat(outcome.sentMillis()).containsExactly(180_000L);
    assertThat(outcome.decisions()).extracting(Decision::gate).containsExactly(Gate.WHO, null);
    assertThat(outcome.transitions())
        .extracting(Transition::to)
        .containsExactly("visitor", "buyer");
  }

  @Test
  void tellsWhetherTheGoalWasReachedWhenItsSpanIsOver() {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "draft",
            "pattern: {steps: [{a: A}]}\ngoal: {on: G, within: 1h}\n"
                + "tests: [{name: n, given: [{at: 1m, type: A}, {at: 5m, type: G}], expect: [1m]}]",
            "{to: crm}");

    Rehearsal.Outcome outcome = play(rule);

    assertThat(outcome.observations())
        .containsExactly(
            new Observation("r", rule.version(), Arm.SENT, Observation.Result.REACHED, 3_660_000));
    assertThat(new Timeline(rule, rule.examples().get(0), outcome).lines())
        .anyMatch(line -> line.contains("the goal was reached, after a match that was sent"));
  }

  /** YAML's core schema decides; 1_000 and yes are texts to it. */
  @ParameterizedTest
  @CsvSource({
    "0x1F, 31",
    "0o17, 15",
    "+12, 12",
    "1e3, 1000",
    "-0.50, -0.5",
    "10000000000000000001, '\"10000000000000000001\"'",
    "True, true",
    "yes, '\"yes\"'",
    "1_000, '\"1_000\"'",
    "'\"01067\"', '\"01067\"'"
  })
  void readsTheValuesOfATest(String written, String value) {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "live",
            "pattern: {steps: [{a: A, where: 'event.properties.v == "
                + value
                + "'}]}\ntests: [{name: n, given: [{at: 1m, type: A, properties: {v: "
                + written
                + "}}], expect: [1m]}]",
            "{to: crm}");

    assertThat(play(rule).sentMillis()).containsExactly(60_000L);
  }

  private static Rehearsal.Outcome play(Rule rule) {
    return Rehearsal.play(RulesFromYaml.LIFECYCLE, rule, rule.examples().get(0));
  }
}

package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gates between a match and its trigger, and the fate of the runs. */
class WithheldMatchTest {
  private static final String EACH_A = "pattern: {steps: [{a: A}]}";
  private static final String SILENCE_BY_KEY =
      "{correlate: event.properties.k, steps: [{a: A}, {absent: X, for: 10m}]}";

  @Test
  void whoIsNotMetIsWithheldAndItsRunsAreCleared() {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "live",
            "who: {where: customer.traits.vip == true}\n"
                + "pattern: {within: 1h, steps: [{a: A}, {b: B}]}",
            "{to: crm}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("A", "0s").on("B", "1m").on("identify", "2m", "vip", true).on("B", "3m");
      assertThat(anna.decisions()).extracting(Decision::gate).containsExactly(Gate.WHO);
      assertThat(anna.triggers()).isEmpty();

      anna.on("A", "4m").on("B", "5m");
      assertThat(anna.triggers()).extracting(Trigger::timeMillis).containsExactly(300_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({"shadow, SHADOW", "paused, PAUSED", "live, "})
  void aRulesStatusIsAGate(String status, Gate gate) {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.rule("r", status, EACH_A, "{to: crm}"))) {
      anna.on("A", "0s");

      assertThat(anna.decisions()).extracting(Decision::gate).containsExactly(gate);
      assertThat(anna.triggers()).hasSize(gate == null ? 1 : 0);
    }
  }

  @Test
  void statusIsAskedBeforeWho() {
    Rule rule = RulesFromYaml.rule("r", "paused", "who: {stage: buyer}\n" + EACH_A, "{to: crm}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("A", "0s");

      assertThat(anna.decisions()).extracting(Decision::gate).containsExactly(Gate.PAUSED);
    }
  }

  @Test
  void aDraftDoesNotRun() {
    try (OneCustomer anna =
        new OneCustomer(RulesFromYaml.rule("r", "draft", EACH_A, "{to: crm}"))) {
      anna.on("A", "0s");

      assertThat(anna.recorder.everything()).isEmpty();
      assertThat(anna.rules.size()).isZero();
    }
  }

  @Test
  void theEndOfACooldownIsExcludedAndWithheldMatchesDoNotProlongIt() {
    Rule rule = RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 10m}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("A", "0s").on("A", "9m59s").restore().on("A", "10m").on("A", "19m59s");

      assertThat(anna.decisions())
          .extracting(Decision::gate)
          .containsExactly(null, Gate.COOLDOWN, null, Gate.COOLDOWN);
    }
  }

  @Test
  void theCooldownOfARuleThatIsGoneIsKeptForAWhile() {
    Rule rule = RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 7d}");
    Rule other =
        RulesFromYaml.rule("s", "live", "pattern: {steps: [{b: B}]}", "{to: crm, cooldown: 1m}");
    try (OneCustomer anna = new OneCustomer(rule, other)) {
      anna.on("A", "0s");
      anna.rules.remove("r", 0);
      anna.on("B", "1d").put(rule, "2d").on("A", "3d");

      assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("r", "s");
    }
  }

  @Test
  void eachRuleHasItsOwnCooldown() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 10m}"),
            RulesFromYaml.rule("s", "live", EACH_A, "{to: crm, cooldown: 10m}"))) {
      anna.on("A", "0s");

      assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("r", "s");
    }
  }

  @Test
  void deadlinesOfSeveralValuesPassInOrderOfTimeAndTheCooldownSeesTheEarlier() {
    Rule rule =
        RulesFromYaml.rule("r", "live", "pattern: " + SILENCE_BY_KEY, "{to: crm, cooldown: 1d}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("A", "0s", "k", "z").on("A", "1m", "k", "a").on("A", "2m", "k", "m");
      anna.restore().untilTheEnd();

      assertThat(anna.decisions()).extracting(Decision::correlation).containsExactly("z", "a", "m");
      assertThat(anna.decisions())
          .extracting(Decision::gate)
          .containsExactly(null, Gate.COOLDOWN, Gate.COOLDOWN);
    }
  }
}

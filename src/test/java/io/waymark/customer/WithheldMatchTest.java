package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands between a match and its trigger, and what becomes of the runs. */
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
    try (Shop shop = new Shop(rule)) {
      shop.on("A", "0s").on("B", "1m").on("identify", "2m", "vip", true).on("B", "3m");
      assertThat(shop.decisions()).extracting(Decision::withheldBy).containsExactly(Gate.WHO);
      assertThat(shop.triggers()).isEmpty();

      shop.on("A", "4m").on("B", "5m");
      assertThat(shop.triggers()).extracting(Trigger::timeMillis).containsExactly(300_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({"shadow, SHADOW", "paused, PAUSED", "live, "})
  void aRulesStatusIsAGate(String status, Gate gate) {
    try (Shop shop = new Shop(RulesFromYaml.rule("r", status, EACH_A, "{to: crm}"))) {
      shop.on("A", "0s");

      assertThat(shop.decisions()).extracting(Decision::withheldBy).containsExactly(gate);
      assertThat(shop.triggers()).hasSize(gate == null ? 1 : 0);
    }
  }

  @Test
  void whoIsAskedBeforeTheStatus() {
    Rule rule = RulesFromYaml.rule("r", "paused", "who: {stage: buyer}\n" + EACH_A, "{to: crm}");
    try (Shop shop = new Shop(rule)) {
      shop.on("A", "0s");

      assertThat(shop.decisions()).extracting(Decision::withheldBy).containsExactly(Gate.WHO);
    }
  }

  @Test
  void aDraftDoesNotRun() {
    try (Shop shop = new Shop(RulesFromYaml.rule("r", "draft", EACH_A, "{to: crm}"))) {
      shop.on("A", "0s");

      assertThat(shop.recorder.everything()).isEmpty();
      assertThat(shop.rules.size()).isZero();
    }
  }

  @Test
  void theEndOfACooldownIsExcludedAndWithheldMatchesDoNotProlongIt() {
    Rule rule = RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 10m}");
    try (Shop shop = new Shop(rule)) {
      shop.on("A", "0s").on("A", "9m59s").restore().on("A", "10m").on("A", "19m59s");

      assertThat(shop.decisions())
          .extracting(Decision::withheldBy)
          .containsExactly(null, Gate.COOLDOWN, null, Gate.COOLDOWN);
    }
  }

  @Test
  void cooldownsThatAreOverAreNotKept() {
    try (Shop shop =
        new Shop(
            RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 10m}"),
            RulesFromYaml.rule(
                "s", "live", "pattern: {steps: [{b: B}]}", "{to: crm, cooldown: 1m}"))) {
      shop.on("B", "0s").on("A", "30s");
      assertThat(shop.customer.cooldowns.lastSentMillis()).hasSize(2);

      shop.on("A", "20m");

      assertThat(shop.customer.cooldowns.lastSentMillis()).hasSize(1);
    }
  }

  @Test
  void theCooldownOfARuleThatIsGoneIsKeptForAWhile() {
    Rule rule = RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 7d}");
    Rule other =
        RulesFromYaml.rule("s", "live", "pattern: {steps: [{b: B}]}", "{to: crm, cooldown: 1m}");
    try (Shop shop = new Shop(rule, other)) {
      shop.on("A", "0s");
      shop.rules.remove("r", 0);
      shop.on("B", "1d").put(rule, "2d").on("A", "3d");

      assertThat(shop.triggers()).extracting(Trigger::rule).containsExactly("r", "s");
    }
  }

  @Test
  void eachRuleHasItsOwnCooldown() {
    try (Shop shop =
        new Shop(
            RulesFromYaml.rule("r", "live", EACH_A, "{to: crm, cooldown: 10m}"),
            RulesFromYaml.rule("s", "live", EACH_A, "{to: crm, cooldown: 10m}"))) {
      shop.on("A", "0s");

      assertThat(shop.triggers()).extracting(Trigger::rule).containsExactly("r", "s");
    }
  }

  @Test
  void deadlinesOfSeveralValuesPassInOrderOfTimeAndTheCooldownSeesTheEarlier() {
    Rule rule =
        RulesFromYaml.rule("r", "live", "pattern: " + SILENCE_BY_KEY, "{to: crm, cooldown: 1d}");
    try (Shop shop = new Shop(rule)) {
      shop.on("A", "0s", "k", "z").on("A", "1m", "k", "a").on("A", "2m", "k", "m");
      shop.restore().untilTheEnd();

      assertThat(shop.decisions()).extracting(Decision::correlation).containsExactly("z", "a", "m");
      assertThat(shop.decisions())
          .extracting(Decision::withheldBy)
          .containsExactly(null, Gate.COOLDOWN, Gate.COOLDOWN);
    }
  }
}

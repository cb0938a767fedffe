package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edited cooldown counts from the last trigger, whatever other rules do in between. */
class EditedCooldownTest {
  private static final Rule OTHER =
      RulesFromYaml.rule(
          "other", "live", "pattern: {steps: [{t: Ticket Opened}]}", "{to: web, cooldown: 1h}");

  @ParameterizedTest
  @CsvSource({
    "1h, 7d, 2h, 3h, 4h",
    "1h, 7d, 2d, 3d, 6d",
    "none, 7d, 2h, 3h, 4h",
    "1m, 400d, 300d, 350d, 399d",
    "30d, 60d, 31d, 40d, 59d"
  })
  void longerCooldownWithholdsWhetherOrNotAnotherRuleSentInBetween(
      String before, String after, String otherSends, String edit, String match) {
    assertThat(withheldBy(before, after, otherSends, edit, match)).isEqualTo(Gate.COOLDOWN);
    assertThat(withheldBy(before, after, null, edit, match)).isEqualTo(Gate.COOLDOWN);
  }

  @ParameterizedTest
  @CsvSource({"7d, 1h, 2h, 3h, 4h", "1h, 7d, 2h, 3h, 7d", "7d, none, 1h, 2h, 3h"})
  void cooldownThatIsOverWhenItIsEditedLetsTheTriggerGo(
      String before, String after, String otherSends, String edit, String match) {
    assertThat(withheldBy(before, after, otherSends, edit, match)).isNull();
    assertThat(withheldBy(before, after, null, edit, match)).isNull();
  }

  @Test
  void ruleThatIsRemovedAndComesBackKeepsItsCooldown() {
    try (OneCustomer anna = new OneCustomer(rage("1h"), OTHER)) {
      anna.on("Rage Clicked", "0h").restore();
      anna.rules.remove("rage", OneCustomer.millis("1d"));
      anna.on("Ticket Opened", "40d").restore().put(rage("90d"), "41d").on("Rage Clicked", "42d");

      assertThat(anna.decisions())
          .extracting(Decision::gate)
          .containsExactly(null, null, Gate.COOLDOWN);
    }
  }

  @Test
  void rulesAboveTheCapAreForgottenAndCounted() {
    Rule each = RulesFromYaml.rule("each", "live", "pattern: {steps: [{a: A}]}", "{to: crm}");
    try (OneCustomer anna = new OneCustomer(each)) {
      for (int rule = 0; rule < 1_000; rule++) {
        anna.customer.cooldowns.noteSent(rule, 0);
      }

      anna.on("A", "1s").on("A", "2s");

      assertThat(anna.recorder.droppedCooldowns()).isEqualTo(1);
    }
  }

  /** Returns the gate that the second match meets, the state being restored at each step. */
  private static Gate withheldBy(
      String before, String after, String otherSends, String edit, String match) {
    try (OneCustomer anna = new OneCustomer(rage(before), OTHER)) {
      anna.on("Rage Clicked", "0h").restore();
      if (otherSends != null) {
        anna.on("Ticket Opened", otherSends).restore();
      }
      anna.put(rage(after), edit).on("Rage Clicked", match);

      assertThat(anna.decisions().get(0).isSent()).isTrue();
      assertThat(anna.decisions()).hasSize(otherSends == null ? 2 : 3);
      return anna.decisions().get(anna.decisions().size() - 1).gate();
    }
  }

  private static Rule rage(String cooldown) {
    return RulesFromYaml.rule(
        "rage",
        "live",
        "pattern: {steps: [{click: Rage Clicked}]}",
        cooldown.equals("none") ? "{to: web}" : "{to: web, cooldown: %s}".formatted(cooldown));
  }
}

package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RulesFromYaml;
import io.waymark.expression.Scope;
import io.waymark.model.Gate;
import io.waymark.rule.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatesTest {
  private static final long ID = 7;
  private static final Rule RULE =
      RulesFromYaml.rule(
          "r",
          "live",
          "who: {stage: buyer, where: customer.traits.vip == true}\npattern: {steps: [{a: A}]}",
          "{to: crm, cooldown: 10m}");

  private final Cooldowns cooldowns = new Cooldowns();

  @ParameterizedTest
  @CsvSource({"DRAFT, SHADOW", "SHADOW, SHADOW", "PAUSED, PAUSED", "LIVE, "})
  void statusOfTheRuleIsAGate(Rule.Status status, Gate gate) {
    assertThat(withheldBy(status, "buyer", true)).isEqualTo(gate);
  }

  @ParameterizedTest
  @EnumSource(Rule.Status.class)
  void customerIsAskedForBeforeTheStatus(Rule.Status status) {
    assertThat(withheldBy(status, "visitor", true)).isEqualTo(Gate.WHO);
    assertThat(withheldBy(status, null, true)).isEqualTo(Gate.WHO);
    assertThat(withheldBy(status, "buyer", false)).isEqualTo(Gate.WHO);
  }

  @Test
  void cooldownIsTheLastGate() {
    cooldowns.noteSent(ID, 0);

    assertThat(withheldBy(Rule.Status.LIVE, "buyer", true)).isEqualTo(Gate.COOLDOWN);
    assertThat(withheldBy(Rule.Status.PAUSED, "buyer", true)).isEqualTo(Gate.PAUSED);
    assertThat(withheldBy(Rule.Status.LIVE, "visitor", true)).isEqualTo(Gate.WHO);
  }

  private Gate withheldBy(Rule.Status status, String stage, boolean vip) {
    Scope scope = name -> name.equals("customer.traits") ? Map.of("vip", vip) : null;
    return Gates.withholding(RULE, ID, status, new Recipient(stage, scope, cooldowns), 1)
        .orElse(null);
  }
}

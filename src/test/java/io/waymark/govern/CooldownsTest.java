package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RulesFromYaml;
import io.waymark.rule.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CooldownsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long YEAR = Duration.ofDays(365).toMillis();
  private static final long R = 1;
  private static final long S = 2;

  private static final Rule TEN_MINUTES = rule("{to: crm, cooldown: 10m}");
  private static final Rule ONE_MINUTE = rule("{to: crm, cooldown: 1m}");
  private static final Rule TWO_YEARS = rule("{to: crm, cooldown: 730d}");
  private static final Rule NONE = rule("{to: crm}");

  private final Cooldowns cooldowns = new Cooldowns();

  @Test
  void ruleThatSentNothingIsNotCooling() {
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 0)).isFalse();
  }

  @Test
  void ruleIsCoolingUntilItsCooldownIsOverAndNoLonger() {
    cooldowns.noteSent(R, 5 * MINUTE);

    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 5 * MINUTE)).isTrue();
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 15 * MINUTE - 1)).isTrue();
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 15 * MINUTE)).isFalse();
  }

  @Test
  void ruleWithoutACooldownNeverCools() {
    cooldowns.noteSent(R, 0);

    assertThat(cooldowns.isCooling(R, NONE, 0)).isFalse();
  }

  @Test
  void rulesCoolEachForThemselves() {
    cooldowns.noteSent(R, 0);

    assertThat(cooldowns.isCooling(S, TEN_MINUTES, MINUTE)).isFalse();
  }

  @Test
  void cooldownOfTheVersionThatMatchesCounts() {
    cooldowns.noteSent(R, 0);

    assertThat(cooldowns.isCooling(R, ONE_MINUTE, 2 * MINUTE)).isFalse();
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 2 * MINUTE)).isTrue();
  }

  @Test
  void laterTriggerBeginsTheCooldownAnew() {
    cooldowns.noteSent(R, 0);
    cooldowns.noteSent(S, MINUTE);
    cooldowns.noteSent(R, 12 * MINUTE);

    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 20 * MINUTE)).isTrue();
    assertThat(cooldowns.size()).isEqualTo(2);
    assertThat(cooldowns.idDigest(1)).isEqualTo(R);
    assertThat(cooldowns.sentMillis(1)).isEqualTo(12 * MINUTE);
  }

  @Test
  void triggerIsKnownHoweverManyTriggersOfAnotherRuleFollow() {
    cooldowns.noteSent(R, 0);
    for (long sent = MINUTE; sent < YEAR; sent += YEAR / 50) {
      cooldowns.noteSent(S, sent);
    }

    assertThat(cooldowns.isCooling(R, TWO_YEARS, YEAR)).isTrue();
    assertThat(cooldowns.size()).isEqualTo(2);
  }

  @Test
  void ruleOfTheEarliestTriggerIsForgottenAboveTheCap() {
    for (int rule = 0; rule < Cooldowns.MOST_RULES; rule++) {
      assertThat(cooldowns.noteSent(rule, rule)).isFalse();
    }
    assertThat(cooldowns.noteSent(0, MINUTE)).isFalse();

    assertThat(cooldowns.noteSent(Cooldowns.MOST_RULES, MINUTE)).isTrue();

    assertThat(cooldowns.size()).isEqualTo(Cooldowns.MOST_RULES);
    assertThat(cooldowns.isCooling(0, TEN_MINUTES, MINUTE)).isTrue();
    assertThat(cooldowns.isCooling(1, TEN_MINUTES, MINUTE)).isFalse();
    assertThat(cooldowns.isCooling(2, TEN_MINUTES, MINUTE)).isTrue();
  }

  @Test
  void restoredEntriesAreInTheOrderInWhichTheyWereKept() {
    cooldowns.restore(S, 0);
    cooldowns.restore(R, MINUTE);

    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 2 * MINUTE)).isTrue();
    assertThat(cooldowns.idDigest(0)).isEqualTo(S);
    assertThat(cooldowns.idDigest(1)).isEqualTo(R);
  }

  private static Rule rule(String trigger) {
    return RulesFromYaml.rule("r", "live", "pattern: {steps: [{a: A}]}", trigger);
  }
}

package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.customer.RulesFromYaml;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CooldownsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long R = 1;
  private static final long S = 2;

  private static final Rule TEN_MINUTES = rule("{to: crm, cooldown: 10m}");
  private static final Rule ONE_MINUTE = rule("{to: crm, cooldown: 1m}");
  private static final Rule NONE = rule("{to: crm}");

  private final Cooldowns cooldowns = new Cooldowns();
  private final Map<Long, Rule> rules = new HashMap<>(Map.of(R, TEN_MINUTES, S, ONE_MINUTE));

  @Test
  void ruleThatSentNothingIsNotCooling() {
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 0)).isFalse();
  }

  @Test
  void ruleIsCoolingUntilItsCooldownIsOverAndNoLonger() {
    noteSent(R, 5 * MINUTE);

    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 5 * MINUTE)).isTrue();
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 15 * MINUTE - 1)).isTrue();
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 15 * MINUTE)).isFalse();
  }

  @Test
  void rulesCoolEachForThemselves() {
    noteSent(R, 0);

    assertThat(cooldowns.isCooling(S, TEN_MINUTES, MINUTE)).isFalse();
  }

  @Test
  void cooldownOfTheVersionThatMatchesCounts() {
    noteSent(R, 0);

    assertThat(cooldowns.isCooling(R, ONE_MINUTE, 2 * MINUTE)).isFalse();
    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 2 * MINUTE)).isTrue();
  }

  @Test
  void laterTriggerBeginsTheCooldownAnew() {
    noteSent(R, 0);
    noteSent(R, 12 * MINUTE);

    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 20 * MINUTE)).isTrue();
    assertThat(cooldowns.lastSentMillis()).containsExactly(Map.entry(R, 12 * MINUTE));
  }

  @Test
  void ruleWithoutACooldownLeavesNoEntryAndForgetsNone() {
    noteSent(S, 0);

    cooldowns.noteSent(R, NONE, DAY, rules::get);

    assertThat(cooldowns.lastSentMillis()).containsExactly(Map.entry(S, 0L));
  }

  @Test
  void rulesThatHaveCooledDownAreForgottenWhenAnotherSends() {
    noteSent(S, 0);
    noteSent(R, MINUTE - 1);
    assertThat(cooldowns.lastSentMillis()).containsOnlyKeys(R, S);

    noteSent(R, MINUTE);

    assertThat(cooldowns.lastSentMillis()).containsOnlyKeys(R);
  }

  @Test
  void ruleThatIsRemovedIsRememberedFor30Days() {
    noteSent(R, 0);
    rules.remove(R);

    noteSent(S, 30 * DAY - 1);
    assertThat(cooldowns.lastSentMillis()).containsOnlyKeys(R, S);

    noteSent(S, 30 * DAY);
    assertThat(cooldowns.lastSentMillis()).containsOnlyKeys(S);
  }

  @Test
  void restoredEntriesCountInTheOrderInWhichTheyWereKept() {
    cooldowns.restore(S, MINUTE);
    cooldowns.restore(R, 0);

    assertThat(cooldowns.isCooling(R, TEN_MINUTES, 2 * MINUTE)).isTrue();
    assertThat(cooldowns.lastSentMillis()).containsExactly(Map.entry(S, MINUTE), Map.entry(R, 0L));
  }

  private void noteSent(long idDigest, long timeMillis) {
    cooldowns.noteSent(idDigest, rules.get(idDigest), timeMillis, rules::get);
  }

  private static Rule rule(String trigger) {
    return RulesFromYaml.rule("r", "live", "pattern: {steps: [{a: A}]}", trigger);
  }
}

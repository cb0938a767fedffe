package io.waymark.govern;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CooldownsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long YEAR = Duration.ofDays(365).toMillis();
  private static final long R = 1;
  private static final long S = 2;

  private final Cooldowns cooldowns = new Cooldowns();

  @Test
  void ruleThatSentNothingHasNoLastTrigger() {
    cooldowns.noteSent(R, 0);

    assertThat(cooldowns.lastMillis(S)).isEmpty();
  }

  @Test
  void laterTriggerTakesThePlaceOfTheEarlier() {
    cooldowns.noteSent(R, 0);
    cooldowns.noteSent(S, MINUTE);
    cooldowns.noteSent(R, 12 * MINUTE);

    assertThat(cooldowns.lastMillis(R)).hasValue(12 * MINUTE);
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

    assertThat(cooldowns.lastMillis(R)).hasValue(0);
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
    assertThat(cooldowns.lastMillis(0)).isPresent();
    assertThat(cooldowns.lastMillis(1)).isEmpty();
    assertThat(cooldowns.lastMillis(2)).isPresent();
  }

  @Test
  void restoredEntriesAreInTheOrderInWhichTheyWereKept() {
    cooldowns.restore(S, 0);
    cooldowns.restore(R, MINUTE);

    assertThat(cooldowns.idDigest(0)).isEqualTo(S);
    assertThat(cooldowns.idDigest(1)).isEqualTo(R);
  }
}

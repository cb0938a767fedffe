package io.waymark.job.source;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.RuleText;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuleClockTest {
  private static final long END = 3;
  private static final Duration SILENCE = ofSeconds(5);

  private final Hand hand = new Hand();
  private final RuleClock clock = new RuleClock(END, hand.activity);

  @Test
  void saysAtOnceThatAnEmptyTopicIsRead() {
    new RuleClock(0, hand.activity).onPeriodicEmit(hand);

    assertThat(hand.saidAllIsRead()).isTrue();
  }

  @Test
  void saysNothingBeforeTheLastRuleOfTheStartIsRead() {
    rule(0);
    rule(1);
    clock.onPeriodicEmit(hand);

    assertThat(hand.mark()).isNull();
  }

  @Test
  void saysThatAllIsReadAfterTheLastRuleOfTheStart() {
    rule(0);
    rule(2);
    clock.onPeriodicEmit(hand);

    assertThat(hand.saidAllIsRead()).isTrue();
  }

  @Test
  void saysThatAllIsReadAfterARuleThatCameLater() {
    rule(17);
    clock.onPeriodicEmit(hand);

    assertThat(hand.saidAllIsRead()).isTrue();
  }

  @Test
  void takesSilenceForTheEndWhereCompactionTookTheLastRule() {
    rule(0);
    hand.pass(SILENCE.minusMillis(1));
    clock.onPeriodicEmit(hand);
    assertThat(hand.mark()).isNull();

    hand.pass(ofMillis(1));
    clock.onPeriodicEmit(hand);

    assertThat(hand.saidAllIsRead()).isTrue();
  }

  @Test
  void beginsItsSilenceAnewWithEachRule() {
    rule(0);
    hand.pass(SILENCE.minusMillis(1));
    rule(1);
    hand.pass(SILENCE.minusMillis(1));
    clock.onPeriodicEmit(hand);

    assertThat(hand.mark()).isNull();
  }

  @Test
  void isNotSilentWhileItIsHeldUp() {
    rule(0);
    hand.passHeldUp(ofHours(1));
    clock.onPeriodicEmit(hand);

    assertThat(hand.mark()).isNull();
  }

  private void rule(long offset) {
    clock.onEvent(new RuleText("promoter", "rule: promoter", "rules", offset), 0, hand);
  }
}

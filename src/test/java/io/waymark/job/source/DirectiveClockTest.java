package io.waymark.job.source;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.kafka.Ends.Next;
import io.waymark.model.RuleText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectiveClockTest {
  private static final long END = 3;

  private final Hand hand = new Hand();
  private @Nullable Next begin = new Next(0, Next.EARLIEST);
  private final DirectiveClock clock = new DirectiveClock(END, hand, () -> begin);

  @Test
  void saysAtOnceThatAnEmptyTopicIsRead() {
    new DirectiveClock(0, hand, () -> null).onPeriodicEmit(hand);

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
  void saysThatAllIsReadWhereCompactionTookTheLastRules() {
    rule(0);
    hand.pass(ofHours(1));
    clock.onPeriodicEmit(hand);
    assertThat(hand.mark()).isNull();

    hand.brokerShowsNothingFrom(1);
    clock.onPeriodicEmit(hand);

    assertThat(hand.saidAllIsRead()).isTrue();
  }

  @Test
  void takesNoSilenceForTheEndBeforeTheFirstRule() {
    hand.pass(ofHours(1));
    clock.onPeriodicEmit(hand);

    assertThat(hand.mark()).isNull();
  }

  @Test
  void saysThatAllIsReadWhereItBeginsBehindTheRulesOfTheStart() {
    begin = new Next(0, END);
    clock.onPeriodicEmit(hand);

    assertThat(hand.saidAllIsRead()).isTrue();
  }

  private void rule(long offset) {
    clock.onEvent(new RuleText("promoter", "rule: promoter", "rules", offset), 0, hand);
  }
}

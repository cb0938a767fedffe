package io.waymark.job.source;

import static io.waymark.job.source.Hand.NOON;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.intake.IntakeResult;
import io.waymark.kafka.Ends.Next;
import io.waymark.model.Arrival;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private static final Duration DISORDER = ofSeconds(1);
  private static final Duration SILENCE = ofSeconds(2);
  private static final Duration LAG = ofSeconds(30);
  private static final Duration EARLIER = ofMinutes(-10);

  private final Hand hand = new Hand();
  private @Nullable Next begin = new Next(0, Next.COMMITTED);
  private final PartitionClock clock =
      new PartitionClock(
          new PartitionClock.Bounds(DISORDER, SILENCE, LAG),
          hand.activity,
          hand.wall,
          hand,
          () -> begin);

  @Test
  void saysNothingBeforeTheFirstTouchpoint() {
    tick();

    assertThat(hand.mark()).isNull();
  }

  @Test
  void staysTheDisorderBoundBehindTheLatestTouchpoint() {
    touchpoint(0, EARLIER);
    touchpoint(1, EARLIER.plusSeconds(5));
    touchpoint(2, EARLIER.plusSeconds(3));
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.plusSeconds(4));
  }

  @Test
  void goesNoFurtherThanTheWallClockForAStampAheadOfIt() {
    touchpoint(0, ofMinutes(4));
    tick();
    assertThat(hand.mark()).isEqualTo(DISORDER.negated());

    hand.pass(ofSeconds(1));
    touchpoint(1, EARLIER);
    tick();

    assertThat(hand.mark()).isEqualTo(DISORDER.negated());
  }

  @Test
  void isNotMovedByWhatIsNoTouchpoint() {
    touchpoint(0, EARLIER);
    refused(1);
    skipped(2);
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void followsTheWallClockWhenItIsSilentAndTheBrokerSaysThatAllIsRead() {
    touchpoint(7, EARLIER);
    hand.pass(SILENCE);
    hand.brokerSays(8);
    tick();
    assertThat(hand.mark()).isEqualTo(SILENCE.minus(LAG));

    hand.pass(ofMillis(20));
    tick();

    assertThat(hand.mark()).isEqualTo(SILENCE.minus(LAG).plusMillis(20));
  }

  @Test
  void isNotSilentBeforeTheSilenceIsOver() {
    touchpoint(7, EARLIER);
    hand.brokerSays(8);
    hand.pass(SILENCE.minusMillis(1));
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void isNotSilentWhileTheBrokerDoesNotAnswer() {
    touchpoint(7, EARLIER);
    hand.pass(ofHours(1));
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void takesNoAnswerThatIsOlderThanTheLastRecord() {
    hand.brokerSays(8);
    hand.pass(ofMillis(1));
    touchpoint(7, EARLIER);
    hand.pass(SILENCE);
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void isNotSilentWhileTheBrokerHasMore() {
    touchpoint(7, EARLIER);
    hand.pass(SILENCE);
    hand.brokerSays(9);
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void isNotSilentWhileItIsHeldUp() {
    touchpoint(7, EARLIER);
    hand.passHeldUp(ofHours(1));
    hand.brokerSays(8);
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void beginsItsSilenceAnewWithEachRecordOfWhateverKind() {
    touchpoint(7, EARLIER);
    hand.pass(SILENCE.minusMillis(1));
    skipped(8);
    hand.pass(SILENCE.minusMillis(1));
    hand.brokerSays(9);
    tick();
    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));

    hand.pass(ofMillis(1));
    tick();

    assertThat(hand.mark()).isEqualTo(hand.wallMark(LAG));
  }

  @Test
  void takesOnlyMarksOfTransactionsBehindTheLastRecordForTheEnd() {
    touchpoint(7, EARLIER);
    hand.pass(ofHours(1));
    hand.brokerSays(9);
    tick();
    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));

    hand.brokerShowsNothingFrom(8);
    tick();

    assertThat(hand.mark()).isEqualTo(hand.wallMark(LAG));
  }

  @Test
  void takesNoLongSilenceForTheEndWhenTheBrokerWentAwayInIt() {
    touchpoint(7, EARLIER);
    hand.pass(ofMillis(1));
    hand.brokerSays(8);
    hand.pass(ofSeconds(10));
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void isSilentBeforeTheFirstRecordOfAnEmptyPartition() {
    hand.pass(SILENCE.minusMillis(1));
    hand.brokerSays(0);
    tick();
    assertThat(hand.mark()).isNull();

    hand.pass(ofMillis(1));
    tick();

    assertThat(hand.mark()).isEqualTo(hand.wallMark(LAG));
  }

  @Test
  void isNotSilentBeforeTheFirstRecordOfABacklogHoweverLongThatTakes() {
    hand.pass(ofHours(1));
    hand.brokerSays(8);
    tick();

    assertThat(hand.mark()).isNull();
  }

  @Test
  void isSilentBeforeTheFirstRecordWhereTheGroupHasReadAll() {
    hand.pass(SILENCE);
    hand.brokerSays(8);
    hand.brokerShowsNothingFrom(Next.COMMITTED);
    tick();

    assertThat(hand.mark()).isEqualTo(hand.wallMark(LAG));
  }

  @Test
  void isNotSilentBeforeItIsKnownWhichPartitionItIs() {
    begin = null;
    hand.pass(ofHours(1));
    hand.brokerSays(0);
    tick();

    assertThat(hand.mark()).isNull();
  }

  @Test
  void waitsAfterARestartForPartitionsThatWereAddedMeanwhile() {
    begin = new Next(0, 7);
    touchpoint(7, EARLIER);
    hand.pass(PartitionClock.RESTORE_HOLD.minusMillis(1));
    tick();
    assertThat(hand.mark()).isNull();

    hand.pass(ofMillis(1));
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));
  }

  @Test
  void standsStillForAMomentWhenTheBrokerShowsNewPartitions() {
    hand.brokerSays(8, 4);
    touchpoint(6, EARLIER);
    tick();
    hand.brokerSays(9, 8);
    touchpoint(7, EARLIER.plusSeconds(60));
    tick();
    hand.pass(PartitionClock.NEW_PARTITION_HOLD.minusMillis(1));
    hand.brokerSays(9, 8);
    tick();
    assertThat(hand.mark()).isEqualTo(EARLIER.minus(DISORDER));

    hand.pass(ofMillis(1));
    touchpoint(8, EARLIER.plusSeconds(60));
    tick();

    assertThat(hand.mark()).isEqualTo(EARLIER.plusSeconds(60).minus(DISORDER));
  }

  @Test
  void staysAtLeastTheDisorderBehindTheWallClock() {
    PartitionClock slow =
        new PartitionClock(
            new PartitionClock.Bounds(ofMinutes(1), SILENCE, ofSeconds(1)),
            hand.activity,
            hand.wall,
            hand,
            () -> begin);
    hand.pass(SILENCE);
    hand.brokerSays(0);
    slow.onPeriodicEmit(hand);

    assertThat(hand.mark()).isEqualTo(hand.wallMark(ofMinutes(1)));
  }

  @Test
  void leavesTheLagToASenderInBatches() {
    touchpoint(0, ZERO);
    hand.pass(ofSeconds(25));
    hand.brokerSays(1);
    tick();

    assertThat(hand.mark()).isLessThanOrEqualTo(ofSeconds(-1));
  }

  @Test
  void saysNothingBeforeTheFirstRecordWhileTheBrokerDoesNotAnswer() {
    hand.pass(ofHours(1));
    tick();

    assertThat(hand.mark()).isNull();
  }

  @Test
  void doesNotGoBackWhenABacklogComesAfterASilence() {
    touchpoint(7, EARLIER);
    hand.pass(SILENCE);
    hand.brokerSays(8);
    tick();
    Duration silent = hand.mark();

    touchpoint(8, EARLIER);
    tick();

    assertThat(hand.mark()).isEqualTo(silent);
  }

  private void tick() {
    clock.onPeriodicEmit(hand);
  }

  private void touchpoint(long offset, Duration afterNoon) {
    clock.onEvent(accepted(offset, afterNoon), millis(afterNoon), hand);
  }

  /** Kafka's own stamp of what is no touchpoint: the wall clock. */
  private void refused(long offset) {
    DeadLetter letter =
        new DeadLetter(at(offset), DeadLetter.Reason.NOT_JSON, "", new byte[0], 0, 0);
    clock.onEvent(new IntakeResult.Refused(letter), millis(ZERO), hand);
  }

  private void skipped(long offset) {
    clock.onEvent(new IntakeResult.Skipped(at(offset)), millis(ZERO), hand);
  }

  private static IntakeResult accepted(long offset, Duration afterNoon) {
    Touchpoint touchpoint =
        new Touchpoint("m-" + offset, "ann", null, "page", null, millis(afterNoon), null, Map.of());
    return new IntakeResult.Accepted(new Arrival(touchpoint, at(offset), NOON.toEpochMilli()));
  }

  private static Position at(long offset) {
    return new Position("waymark.touchpoints", 0, offset);
  }

  private static long millis(Duration afterNoon) {
    return NOON.plus(afterNoon).toEpochMilli();
  }
}

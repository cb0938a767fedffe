package io.waymark.job.journey;

import static io.waymark.job.journey.JourneyHarness.millis;
import static io.waymark.job.journey.TestRules.each;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.metric.Tally;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.wire.TouchpointDocument;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

/** The order in which touchpoints are applied, and what becomes of those that come too late. */
class JourneyOperatorTest {
  private static final String VIEWED = "Product Viewed";
  private static final String ORDER = "Order Completed";
  private static final String EACH_VIEW = each("each-view", VIEWED);

  @Test
  void appliesTouchpointsInOrderOfTimeWhateverTheOrderOfArrival() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "third", VIEWED, ofSeconds(3));
      journey.arrive("ann", "first", VIEWED, ofSeconds(1));
      journey.arrive("ann", "second", VIEWED, ofSeconds(2));

      journey.advanceTo(ofSeconds(3));

      assertThat(journey.completing()).containsExactly("first", "second", "third");
    }
  }

  @Test
  void appliesEqualTimesInOrderOfArrival() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "b", VIEWED, ofSeconds(1));
      journey.arrive("ann", "c", VIEWED, ofSeconds(1));
      journey.arrive("ann", "a", VIEWED, ofSeconds(1));

      journey.advanceTo(ofSeconds(1));

      assertThat(journey.completing()).containsExactly("b", "c", "a");
    }
  }

  /** More than are taken at once, of more customers than have a place. */
  @Test
  void appliesACrowdInOrder() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      for (int second = 50; second > 0; second--) {
        journey.arrive("customer-" + second % 3, "t" + second, VIEWED, ofSeconds(second));
      }

      journey.advanceTo(ofSeconds(49));

      assertThat(journey.completing())
          .isEqualTo(IntStream.rangeClosed(1, 49).mapToObj(second -> "t" + second).toList());
    }
  }

  @Test
  void keepsWaitingWhatIsAheadOfTheWatermark() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "now", VIEWED, ofSeconds(1));
      journey.arrive("ann", "ahead", VIEWED, ofSeconds(1).plusMillis(1));

      journey.advanceTo(ofSeconds(1));

      assertThat(journey.completing()).containsExactly("now");
      assertThat(journey.count(Tally.Of.APPLIED)).isEqualTo(1);
    }
  }

  @Test
  void appliesAtOnceWhatIsStampedWithTheWatermark() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.advanceTo(ofSeconds(1));

      journey.arrive("ann", "exact", VIEWED, ofSeconds(1));

      assertThat(journey.completing()).containsExactly("exact");
    }
  }

  @Test
  void sendsAWatermarkOnOnlyAfterWhatItCoversIsApplied() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));

      journey.advanceTo(ofSeconds(1));

      assertThat(journey.sent().everything()).last().isEqualTo(new Watermark(millis(ofSeconds(1))));
      assertThat(journey.triggers()).hasSize(1);
    }
  }

  @Test
  void refusesWhatIsBehindTheWatermarkAndSaysWhereItWasRead() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "in-time", VIEWED, ofSeconds(2));
      journey.advanceTo(ofSeconds(2));

      journey.arrive("ann", "late", VIEWED, ofSeconds(2).minusMillis(1));

      assertThat(journey.late()).hasSize(1);
      DeadLetter letter = journey.late().get(0);
      assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.LATE);
      assertThat(letter.position()).isEqualTo(new Position(JourneyHarness.SOURCE, 0, 1));
      assertThat(letter.message())
          .contains("2026-03-01T12:00:01.999Z", "2026-03-01T12:00:02Z", "job.disorder");
      assertThat(letter.original())
          .isEqualTo(TouchpointDocument.INSTANCE.write(view("late", 1999)));
      assertThat(journey.completing()).containsExactly("in-time");
      assertThat(journey.count(Tally.Of.LATE)).isEqualTo(1);
    }
  }

  @Test
  void countsALateDuplicateAsDuplicate() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(2));

      journey.arrive("ann", "view", VIEWED, ofSeconds(1));

      assertThat(journey.late()).isEmpty();
      assertThat(journey.count(Tally.Of.DUPLICATE)).isEqualTo(1);
      assertThat(journey.count(Tally.Of.LATE)).isZero();
    }
  }

  @Test
  void dropsDuplicatesOfTheLast16Touchpoints() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      for (int i = 0; i < 16; i++) {
        journey.arrive("ann", "view-" + i, VIEWED, ofSeconds(i));
      }

      journey.arrive("ann", "view-0", VIEWED, ofSeconds(16));
      journey.advanceTo(ofSeconds(16));

      assertThat(journey.count(Tally.Of.DUPLICATE)).isEqualTo(1);
      assertThat(journey.completing()).hasSize(16).doesNotHaveDuplicates();
    }
  }

  @Test
  void knowsTheIdsOfABurstAndOfNoneFurtherBackThan16WhereThereWasNone() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      for (int i = 0; i < 33; i++) {
        journey.arrive("ann", "view-" + i, VIEWED, ofSeconds(i));
        journey.arrive("bob", "view-" + i, VIEWED, ofMinutes(10L * i));
      }

      journey.arrive("ann", "view-0", VIEWED, ofSeconds(33));
      journey.arrive("bob", "view-0", VIEWED, ofMinutes(330));
      journey.advanceTo(ofMinutes(330));

      assertThat(journey.count(Tally.Of.DUPLICATE)).isEqualTo(1);
      assertThat(journey.completing()).hasSize(67).endsWith("view-0");
    }
  }

  @Test
  void takesTheSameIdOfTwoCustomersForTwoTouchpoints() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.arrive("bob", "view", VIEWED, ofSeconds(1));

      journey.advanceTo(ofSeconds(1));

      assertThat(journey.triggers()).extracting(Trigger::customer).containsExactly("ann", "bob");
    }
  }

  @Test
  void appliesNothingBeforeTheRulesAreRead() throws Exception {
    try (JourneyHarness journey = JourneyHarness.fresh()) {
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(5));
      assertThat(journey.count(Tally.Of.APPLIED)).isZero();
      assertThat(journey.sent().all(Watermark.class)).isEmpty();

      journey.push(EACH_VIEW);
      journey.rulesAreRead();

      assertThat(journey.completing()).containsExactly("view");
    }
  }

  @Test
  void refusesNothingAsLateWhileTheRulesAreNotRead() throws Exception {
    try (JourneyHarness journey = JourneyHarness.fresh()) {
      journey.push(EACH_VIEW);
      journey.advanceTo(ofSeconds(5));
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));

      journey.rulesAreRead();

      assertThat(journey.late()).isEmpty();
      assertThat(journey.completing()).containsExactly("view");
    }
  }

  @Test
  void sendsTheTransitionBeforeTheTriggerThatIsInItsStage() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(each("each-order", ORDER))) {
      journey.arrive("ann", "order", ORDER, ofMillis(7));

      journey.advanceTo(ofSeconds(1));

      Transition bought =
          new Transition("ann", null, "purchase", "order", ORDER, millis(ofMillis(7)));
      assertThat(journey.sent().everything())
          .filteredOn(sent -> sent instanceof Transition || sent instanceof Trigger)
          .hasSize(2)
          .first()
          .isEqualTo(bought);
      assertThat(journey.triggers()).extracting(Trigger::stage).containsExactly("purchase");
    }
  }

  @Test
  void showsRulesTheEnteredStageRightAfterItsCause() throws Exception {
    String[] rules = {each("a-stage", Touchpoint.STAGE_ENTERED), each("b-order", ORDER)};
    try (JourneyHarness journey = JourneyHarness.with(rules)) {
      journey.arrive("ann", "order", ORDER, ofSeconds(1));

      journey.advanceTo(ofSeconds(1));

      assertThat(journey.completing()).containsExactly("order", "order/purchase");
    }
  }

  private static Touchpoint view(String id, long millis) {
    return new Touchpoint(
        id, "ann", null, VIEWED, null, millis(Duration.ofMillis(millis)), null, Map.of());
  }
}

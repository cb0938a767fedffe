package io.waymark.job.journey;

import static io.waymark.job.journey.JourneyHarness.millis;
import static io.waymark.job.journey.TestRules.each;
import static io.waymark.job.journey.TestRules.noOrder;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.match.Runs;
import io.waymark.model.Trigger;
import org.junit.jupiter.api.Test;

/** DeadlineTimers, and the one timer of a customer. */
class JourneyTimersTest {
  private static final String VIEWED = "Product Viewed";
  private static final String CHECKOUT = "Checkout Started";
  private static final String ORDER = "Order Completed";

  @Test
  void firesAbsenceWhenTheWatermarkReachesItsDeadline() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ofHours(1).minusMillis(1));
      assertThat(journey.triggers()).isEmpty();

      journey.advanceTo(ofHours(1));

      assertThat(journey.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(millis(ofHours(1)));
    }
  }

  @Test
  void stampsAbsenceWithItsDeadlineHoweverFarTheWatermarkJumps() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);

      journey.advanceTo(ofDays(3));

      assertThat(journey.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(millis(ofHours(1)));
    }
  }

  @Test
  void firesAbsenceAfterTheLastTouchpointOfAFiniteInput() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("7d"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);

      journey.end();

      assertThat(journey.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(millis(ofDays(7)));
      assertThat(journey.timers()).isZero();
    }
  }

  @Test
  void letsADeadlinePassBeforeATouchpointOfItsTime() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.arrive("ann", "order", ORDER, ofHours(1));

      journey.advanceTo(ofHours(1));

      assertThat(journey.triggers()).hasSize(1);
    }
  }

  @Test
  void keepsOneTimerPerCustomerForTheEarliestDeadline() throws Exception {
    String[] rules = {noOrder("2h"), each("each-view", VIEWED), stalled("1h"), stalled("3h")};
    try (JourneyHarness journey = JourneyHarness.with(rules)) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.arrive("ann", "again", CHECKOUT, ofMinutes(1));
      journey.arrive("bob", "checkout", CHECKOUT, ofMinutes(2));

      journey.advanceTo(ofMinutes(2));

      assertThat(journey.timers()).isEqualTo(2);
      assertThat(journey.customer("ann").timerMillis()).isEqualTo(millis(ofHours(1)));
    }
  }

  @Test
  void movesTheTimerToAnEarlierDeadline() throws Exception {
    String views = stalled("view-alone", VIEWED, "1h");
    try (JourneyHarness journey = JourneyHarness.with(noOrder("3h"), views)) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);

      journey.arrive("ann", "view", VIEWED, ofMinutes(1));
      journey.advanceTo(ofMinutes(1));

      assertThat(journey.timers()).isEqualTo(1);
      assertThat(journey.customer("ann").timerMillis()).isEqualTo(millis(ofMinutes(61)));
    }
  }

  @Test
  void setsTheTimerAnewWhenTheEarlierDeadlineHasPassed() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(stalled("1h"), stalled("3h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);

      journey.advanceTo(ofHours(1));

      assertThat(journey.triggers()).hasSize(1);
      assertThat(journey.customer("ann").timerMillis()).isEqualTo(millis(ofHours(3)));
    }
  }

  @Test
  void leavesNoTimerWhenNothingIsAwaited() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.arrive("ann", "order", ORDER, ofMinutes(1));

      journey.advanceTo(ofHours(1));

      assertThat(journey.triggers()).isEmpty();
      assertThat(journey.timers()).isZero();
      assertThat(journey.customer("ann").timerMillis()).isEqualTo(Runs.NEVER);
    }
  }

  @Test
  void sleepsAtMostADayAtATime() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("7d"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);
      assertThat(journey.customer("ann").timerMillis()).isEqualTo(millis(ofDays(1)));

      for (int day = 1; day < 7; day++) {
        journey.advanceTo(ofDays(day));
        assertThat(journey.customer("ann").timerMillis()).isEqualTo(millis(ofDays(day + 1)));
        assertThat(journey.timers()).isEqualTo(1);
      }
      assertThat(journey.triggers()).isEmpty();
      journey.advanceTo(ofDays(7));

      assertThat(journey.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(millis(ofDays(7)));
    }
  }

  private static String stalled(String patience) {
    return stalled("stalled-" + patience, CHECKOUT, patience);
  }

  private static String stalled(String id, String type, String patience) {
    return noOrder(patience).replace("no-order", id).replace(CHECKOUT, type);
  }
}

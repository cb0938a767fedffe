package io.waymark.job.journey;

import static io.waymark.job.journey.JourneyHarness.millis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.metric.Tally;
import io.waymark.model.Applied;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The applied touchpoints that leave the journey operator. */
class AppliedOrderTest {
  private static final List<String> CUSTOMERS = List.of("ann", "bob", "cid", "dan", "eve");
  private static final int SECONDS = 60;

  @Test
  void areInOrderOfTimeOncePerCustomer() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with()) {
      List<Touchpoint> history = disordered(new Random(7), 0, SECONDS);
      arrive(journey, history);
      arrive(journey, history.subList(0, 20));

      journey.end();

      assertInOrderOnce(applied(journey), SECONDS);
      assertThat(journey.count(Tally.Of.DUPLICATE)).isEqualTo(20);
    }
  }

  @Test
  void areAsManyAsAreAppliedAndTransitionsTogether() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with()) {
      arrive(journey, disordered(new Random(8), 0, SECONDS));

      journey.end();

      long transitions = journey.count(Tally.Of.TRANSITIONS);
      assertThat(transitions).isPositive();
      assertThat((long) applied(journey).size())
          .isEqualTo(journey.count(Tally.Of.APPLIED) + transitions);
      assertThat(applied(journey)).filteredOn(Applied::isStageEntered).hasSize((int) transitions);
    }
  }

  @Test
  void continueAfterARestoreWithoutAGapOrADuplicate() throws Exception {
    OperatorSubtaskState state;
    List<Applied> all = new ArrayList<>();
    try (JourneyHarness journey = JourneyHarness.onDiskWith()) {
      arrive(journey, disordered(new Random(9), 0, SECONDS / 2));
      journey.advanceTo(ofSeconds(SECONDS / 4));
      state = journey.snapshot(1);
      all.addAll(applied(journey));
    }

    try (JourneyHarness journey = JourneyHarness.restored(state)) {
      journey.rulesAreRead();
      arrive(journey, disordered(new Random(10), SECONDS / 2, SECONDS));
      journey.end();
      all.addAll(applied(journey));
    }

    assertInOrderOnce(all, SECONDS);
  }

  @Test
  void comeAgainTheSameWhenAFaultRepeatsThem() throws Exception {
    OperatorSubtaskState state;
    List<Touchpoint> later = disordered(new Random(11), SECONDS / 2, SECONDS);
    List<Applied> first;
    try (JourneyHarness journey = JourneyHarness.onDiskWith()) {
      arrive(journey, disordered(new Random(9), 0, SECONDS / 2));
      journey.advanceTo(ofSeconds(SECONDS / 4));
      int before = applied(journey).size();
      state = journey.snapshot(1);
      arrive(journey, later);
      journey.end();
      first = applied(journey).subList(before, applied(journey).size());
    }

    try (JourneyHarness journey = JourneyHarness.restored(state)) {
      journey.rulesAreRead();
      arrive(journey, later);
      journey.end();

      for (String customer : CUSTOMERS) {
        assertThat(of(customer, applied(journey))).isNotEmpty().isEqualTo(of(customer, first));
      }
    }
  }

  /** Each customer has a touchpoint a second, some of which enter a stage. */
  private static List<Touchpoint> disordered(Random random, int fromSecond, int toSecond) {
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (int second = fromSecond; second < toSecond; second++) {
      for (String customer : CUSTOMERS) {
        String type =
            second % 7 == 3 ? "Product Viewed" : second % 11 == 5 ? "Order Completed" : "page";
        touchpoints.add(
            new Touchpoint(
                "t" + second,
                customer,
                null,
                type,
                null,
                millis(ofSeconds(second)),
                null,
                Map.of()));
      }
    }
    Collections.shuffle(touchpoints, random);
    return touchpoints;
  }

  private static void arrive(JourneyHarness journey, List<Touchpoint> touchpoints)
      throws Exception {
    for (Touchpoint touchpoint : touchpoints) {
      journey.arrive(new Arrival(touchpoint, new Position("web", 0, 1), touchpoint.timeMillis()));
    }
  }

  private static void assertInOrderOnce(List<Applied> applied, int seconds) {
    for (String customer : CUSTOMERS) {
      List<Applied> ofCustomer = of(customer, applied);
      assertThat(ofCustomer)
          .filteredOn(each -> !each.isStageEntered())
          .extracting(each -> each.touchpoint().timeMillis())
          .hasSize(seconds)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(ofCustomer).filteredOn(Applied::isStageEntered).isNotEmpty();
      for (int i = 0; i < ofCustomer.size(); i++) {
        if (ofCustomer.get(i).isStageEntered()) {
          Applied cause = ofCustomer.get(i - 1);
          assertThat(ofCustomer.get(i).touchpoint().id())
              .isEqualTo(cause.touchpoint().id() + "/" + cause.stage());
        }
      }
    }
  }

  private static List<Applied> of(String customer, List<Applied> applied) {
    return applied.stream().filter(each -> each.customer().equals(customer)).toList();
  }

  private static List<Applied> applied(JourneyHarness journey) {
    return journey.sent().all(Applied.class);
  }
}

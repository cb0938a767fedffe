package io.waymark.job.journey;

import static io.waymark.job.journey.JourneyHarness.millis;
import static io.waymark.job.journey.TestRules.each;
import static io.waymark.job.journey.TestRules.followed;
import static io.waymark.job.journey.TestRules.noOrder;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.job.metric.Tally;
import io.waymark.job.stream.Frozen;
import io.waymark.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The state in a checkpoint, and the subtask that gets it after a restart. */
class JourneyRestoreTest {
  private static final String VIEWED = "Product Viewed";
  private static final String CHECKOUT = "Checkout Started";
  private static final String EACH_VIEW = each("each-view", VIEWED);
  private static final List<String> CUSTOMERS =
      IntStream.range(0, 20).mapToObj(i -> "customer-" + i).toList();

  @Test
  void firesADeadlineAfterARestoreWithoutAnyTouchpoint() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(noOrder("1h"))) {
      before.arrive("ann", "checkout", CHECKOUT, ZERO);
      before.advanceTo(ofMinutes(59));
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.advanceTo(ofHours(2));

      assertThat(after.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(millis(ofHours(1)));
    }
  }

  @Test
  void aDraftDoesNotComeBackAsTheVersionThatItReplaced() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(noOrder("1h"))) {
      before.arrive("ann", "checkout", CHECKOUT, ZERO);
      before.advanceTo(ZERO);
      before.push(
          noOrder("1h")
              .replace("status: live", "status: draft")
              .replace("Order Completed", "Order Placed"));
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.advanceTo(ofHours(2));

      assertThat(after.triggers()).isEmpty();
      assertThat(after.count(Tally.Of.DROPPED_RUNS)).isEqualTo(1);
    }
  }

  @Test
  void takesRulesThatWereStillBeingReadAtTheCheckpointInTheirOrder() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      before.pushWithoutWaiting("each-checkout", each("each-checkout", "Cart Viewed"));
      before.pushWithoutWaiting("each-checkout", each("each-checkout", CHECKOUT));
      before.snapshot(1);
      before.pushWithoutWaiting("last", each("last", VIEWED));
      state = before.snapshot(2);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.awaitRules();
      after.arrive("ann", "cart", "Cart Viewed", ofSeconds(1));
      after.arrive("ann", "checkout", CHECKOUT, ofSeconds(2));
      after.arrive("ann", "view", VIEWED, ofSeconds(3));
      after.advanceTo(ofSeconds(3));

      assertThat(after.completing()).containsExactly("checkout", "view", "view");
      OperatorSubtaskState later = after.snapshot(3);
      try (JourneyHarness atLast = JourneyHarness.restored(later)) {
        assertThat(atLast.statuses()).as("rules taken once more").isEmpty();
      }
    }
  }

  @Test
  void givesATriggerTheIdThatItHadBeforeTheRestore() throws Exception {
    OperatorSubtaskState state;
    List<Trigger> first;
    try (JourneyHarness before = JourneyHarness.onDiskWith(noOrder("1h"))) {
      before.arrive("ann", "checkout", CHECKOUT, ZERO);
      before.advanceTo(ZERO);
      state = before.snapshot(1);
      before.advanceTo(ofHours(1));
      first = before.triggers();
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.advanceTo(ofHours(5));

      assertThat(first).hasSize(1);
      assertThat(after.triggers()).extracting(Trigger::id).containsExactly(first.get(0).id());
    }
  }

  @Test
  void appliesWhatWaitedAtTheCheckpoint() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      before.arrive("ann", "second", VIEWED, ofSeconds(2));
      before.arrive("ann", "first", VIEWED, ofSeconds(1));
      before.arrive("ann", "equal", VIEWED, ofSeconds(2));
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      assertThat(after.completing()).isEmpty();
      after.advanceTo(ofSeconds(2));

      assertThat(after.completing()).containsExactly("first", "second", "equal");
    }
  }

  @Test
  void keepsNothingWaitingThatWasAppliedBeforeTheNextCheckpoint() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      before.arrive("ann", "ann-1", VIEWED, ofSeconds(1));
      before.arrive("bob", "bob-3", VIEWED, ofSeconds(3));
      before.snapshot(1);
      before.advanceTo(ofSeconds(1));
      state = before.snapshot(2);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.end();

      assertThat(after.completing()).containsExactly("bob-3");
      assertThat(after.count(Tally.Of.APPLIED)).isEqualTo(1);
      assertThat(after.count(Tally.Of.DUPLICATE)).isZero();
    }
  }

  @Test
  void forgetsAfterARestoreWhatWaitedAndWasApplied() throws Exception {
    OperatorSubtaskState first;
    try (JourneyHarness harness = JourneyHarness.onDiskWith(EACH_VIEW)) {
      harness.arrive("ann", "view", VIEWED, ofSeconds(1));
      first = harness.snapshot(1);
    }
    OperatorSubtaskState second;
    try (JourneyHarness harness = JourneyHarness.restored(first)) {
      harness.advanceTo(ofSeconds(1));
      second = harness.snapshot(2);
    }

    try (JourneyHarness harness = JourneyHarness.restored(second)) {
      harness.end();

      assertThat(harness.count(Tally.Of.APPLIED)).isZero();
      assertThat(harness.count(Tally.Of.DUPLICATE)).isZero();
    }
  }

  @Test
  void remembersHowFarTimeHasCome() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      before.advanceTo(ofSeconds(10));
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.arrive("ann", "late", VIEWED, ofSeconds(9));
      after.arrive("ann", "exact", VIEWED, ofSeconds(10));

      assertThat(after.count(Tally.Of.LATE)).isEqualTo(1);
      assertThat(after.completing()).containsExactly("exact");
    }
  }

  @Test
  void knowsDuplicatesAfterARestore() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      before.arrive("ann", "view", VIEWED, ofSeconds(1));
      before.advanceTo(ofSeconds(1));
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.arrive("ann", "view", VIEWED, ofSeconds(1));

      assertThat(after.count(Tally.Of.DUPLICATE)).isEqualTo(1);
      assertThat(after.completing()).isEmpty();
    }
  }

  @Test
  void runsTheRulesInStateBeforeAnyIsReadAgain() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.arrive("ann", "view", VIEWED, ofSeconds(1));
      after.advanceTo(ofSeconds(1));

      assertThat(after.completing()).containsExactly("view");
      assertThat(after.statuses()).isEmpty();
    }
  }

  @Test
  void finishesTheRunsOfAReplacedStructureAfterARestore() throws Exception {
    String first = followed("help", CHECKOUT, "Chat Started");
    String second = followed("help", CHECKOUT, "Call Started");
    String firstVersion;
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(first)) {
      firstVersion = before.statuses().get(0).version();
      before.arrive("ann", "checkout", CHECKOUT, ZERO);
      before.advanceTo(ZERO);
      before.push(second);
      state = before.snapshot(1);
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.arrive("ann", "chat", "Chat Started", ofMinutes(1));
      after.arrive("bob", "checkout", CHECKOUT, ofMinutes(1));
      after.arrive("bob", "chat", "Chat Started", ofMinutes(2));
      after.advanceTo(ofMinutes(2));

      assertThat(after.triggers())
          .extracting(Trigger::customer, Trigger::version)
          .containsExactly(tuple("ann", firstVersion));
    }
  }

  @Test
  void sendsDeadlinesAndWaitingTouchpointsWithTheirCustomersWhenItScalesOut() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW, noOrder("1h"))) {
      for (String customer : CUSTOMERS) {
        before.arrive(customer, "checkout", CHECKOUT, ZERO);
        before.arrive(customer, "view", VIEWED, ofMinutes(2));
      }
      before.advanceTo(ofMinutes(1));
      state = AbstractStreamOperatorTestHarness.repackageState(before.snapshot(1));
    }

    for (int subtask = 0; subtask < 2; subtask++) {
      try (JourneyHarness after = JourneyHarness.rescaled(state, 1, subtask, 2)) {
        List<String> own = ofSubtask(subtask);
        assertThat(own).hasSizeBetween(1, CUSTOMERS.size() - 1);
        assertThat(after.timers()).isEqualTo(own.size());

        after.advanceTo(ofHours(1));

        assertThat(customers(after, "each-view")).containsExactlyInAnyOrderElementsOf(own);
        assertThat(customers(after, "no-order")).containsExactlyInAnyOrderElementsOf(own);
      }
    }
  }

  @Test
  void bringsCustomersAndTheLowestClockTogetherWhenItScalesIn() throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (JourneyHarness before = JourneyHarness.subtask(subtask, 2)) {
        before.push(noOrder("1h"));
        before.push(EACH_VIEW);
        before.rulesAreRead();
        for (String customer : ofSubtask(subtask)) {
          before.arrive(customer, "checkout", CHECKOUT, ZERO);
        }
        before.advanceTo(ofMinutes(1 + subtask));
        states.add(before.snapshot(1));
      }
    }
    OperatorSubtaskState state =
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new));

    try (JourneyHarness after = JourneyHarness.onHeap(state, 2)) {
      after.arrive("ann", "between the clocks", VIEWED, ofSeconds(61));
      after.arrive("ann", "behind both", VIEWED, ofSeconds(59));
      after.advanceTo(ofHours(1));

      assertThat(customers(after, "no-order")).containsExactlyInAnyOrderElementsOf(CUSTOMERS);
      assertThat(customers(after, "each-view")).containsExactly("ann");
      assertThat(after.count(Tally.Of.LATE)).isEqualTo(1);
    }
  }

  private static List<String> ofSubtask(int subtask) {
    return CUSTOMERS.stream()
        .filter(
            customer ->
                KeyGroupRangeAssignment.assignKeyToParallelOperator(customer, Frozen.KEY_GROUPS, 2)
                    == subtask)
        .toList();
  }

  private static List<String> customers(JourneyHarness journey, String rule) {
    return journey.triggers().stream()
        .filter(trigger -> trigger.rule().equals(rule))
        .map(Trigger::customer)
        .toList();
  }
}

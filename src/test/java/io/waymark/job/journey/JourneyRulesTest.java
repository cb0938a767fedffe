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

import io.waymark.job.metric.Tally;
import io.waymark.model.Problem;
import io.waymark.model.RuleStatus;
import io.waymark.model.Trigger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that come, change and go while the operator runs. */
class JourneyRulesTest {
  private static final String VIEWED = "Product Viewed";
  private static final String CHECKOUT = "Checkout Started";
  private static final String CHAT = "Chat Started";
  private static final String CALL = "Call Started";
  private static final String EACH_VIEW = each("each-view", VIEWED);
  private static final String BAD =
      EACH_VIEW
          .replace("signal: opportunity", "signal: chance")
          .replace("status: live", "state: 1");

  @Test
  void saysThatARuleIsLive() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      assertThat(journey.statuses()).hasSize(1);

      RuleStatus status = journey.statuses().get(0);
      assertThat(status.rule()).isEqualTo("each-view");
      assertThat(status.state()).isEqualTo(RuleStatus.State.LIVE);
      assertThat(status.version()).isNotNull();
      assertThat(status.problems()).isEmpty();
      assertThat(status.subtasks()).isEqualTo(1);
    }
  }

  @Test
  void appliesARulePushedWhileItRuns() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with()) {
      journey.arrive("ann", "before", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(1));
      journey.push(EACH_VIEW);

      journey.arrive("ann", "after", VIEWED, ofSeconds(2));
      journey.advanceTo(ofSeconds(2));

      assertThat(journey.completing()).containsExactly("after");
    }
  }

  @Test
  void appliesTouchpointsWhileARuleIsBeingRead() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.pushWithoutWaiting("each-view", EACH_VIEW.replace("to: ", "to: new-"));
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(1));

      assertThat(journey.completing()).containsExactly("view");

      journey.remove("each-view");
      assertThat(journey.statuses())
          .extracting(RuleStatus::state)
          .containsExactly(RuleStatus.State.LIVE, RuleStatus.State.LIVE, RuleStatus.State.REMOVED);
    }
  }

  @Test
  void hasReadAllRulesOfTheStartBeforeItAppliesAnything() throws Exception {
    try (JourneyHarness journey = JourneyHarness.fresh()) {
      journey.pushWithoutWaiting("each-view", EACH_VIEW);
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(1));
      journey.rulesAreRead();

      assertThat(journey.completing()).containsExactly("view");
    }
  }

  @Test
  void keepsOpenRunsWhenOnlyTheMessageOrADurationChanges() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);

      journey.push(noOrder("2h").replace("to: desk", "to: mail"));
      journey.advanceTo(ofHours(3));

      assertThat(journey.triggers()).hasSize(1);
      assertThat(journey.triggers().get(0).to()).isEqualTo("mail");
      assertThat(journey.triggers().get(0).timeMillis()).isEqualTo(millis(ofHours(2)));
    }
  }

  @Test
  void finishesOpenRunsOfAReplacedStructureAndStartsWithTheNewOne() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(followed("help", CHECKOUT, CHAT))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);
      journey.push(followed("help", CHECKOUT, CALL));

      for (String customer : List.of("ann", "bob")) {
        journey.arrive(customer, "again", CHECKOUT, ofMinutes(1));
        journey.arrive(customer, "chat", CHAT, ofMinutes(2));
        journey.arrive(customer, "call", CALL, ofMinutes(3));
        journey.arrive(customer, "third", CHECKOUT, ofMinutes(4));
        journey.arrive(customer, "second call", CALL, ofMinutes(5));
      }
      journey.advanceTo(ofMinutes(5));

      assertThat(completing(journey, "ann")).containsExactly("chat", "second call");
      assertThat(completing(journey, "bob")).containsExactly("call", "second call");
    }
  }

  @Test
  void firesTheDeadlineOfAReplacedStructure() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);

      journey.push(noOrder("1h").replace("Order Completed", "Order Placed"));
      journey.advanceTo(ofHours(1));

      assertThat(journey.triggers())
          .extracting(Trigger::version)
          .containsExactly(journey.statuses().get(0).version());
    }
  }

  @Test
  void runsOnlyTheLastVersionOfThoseReadAtTheStart() throws Exception {
    String last = EACH_VIEW.replace("seen: Product Viewed", "seen: [Product Viewed, Cart Viewed]");
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW, last)) {
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(1));

      assertThat(journey.triggers())
          .extracting(Trigger::version)
          .containsExactly(journey.statuses().get(1).version());
    }
  }

  @Test
  void dropsAndCountsTheRunsOfARemovedRule() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.arrive("bob", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);

      journey.remove("no-order");
      journey.advanceTo(ofHours(2));

      assertThat(journey.triggers()).isEmpty();
      assertThat(journey.count(Tally.Of.DROPPED_RUNS)).isEqualTo(2);
      assertThat(journey.timers()).isZero();
      assertThat(journey.statuses())
          .last()
          .extracting(RuleStatus::rule, RuleStatus::state, RuleStatus::version)
          .containsExactly("no-order", RuleStatus.State.REMOVED, null);
    }
  }

  @Test
  void dropsWhatStillDrainsWhenTheRuleIsRemoved() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(noOrder("1h"))) {
      journey.arrive("ann", "checkout", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);
      journey.push(noOrder("1h").replace("Order Completed", "Order Placed"));

      journey.remove("no-order");
      journey.advanceTo(ofHours(2));

      assertThat(journey.triggers()).isEmpty();
      assertThat(journey.count(Tally.Of.DROPPED_RUNS)).isEqualTo(1);
    }
  }

  @Test
  void refusesABadRuleWithAllItsProblemsAndKeepsTheOldOne() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(EACH_VIEW)) {
      journey.push(BAD);
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(1));

      assertThat(journey.completing()).containsExactly("view");
      RuleStatus refused = journey.statuses().get(1);
      assertThat(refused.state()).isEqualTo(RuleStatus.State.REFUSED);
      assertThat(refused.version()).isNull();
      assertThat(refused.problems())
          .allMatch(problem -> problem.file().equals("each-view.yaml"))
          .extracting(Problem::line)
          .contains(3, 5)
          .isSorted();
    }
  }

  @Test
  void leavesItToTheFirstSubtaskToRefuseARule() throws Exception {
    try (JourneyHarness first = JourneyHarness.subtask(0, 2);
        JourneyHarness second = JourneyHarness.subtask(1, 2)) {
      first.push(BAD);
      second.push(BAD);

      assertThat(first.statuses()).hasSize(1);
      assertThat(second.statuses()).isEmpty();
    }
  }

  @Test
  void refusesARuleUnderAnotherKeyThanItsId() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with()) {
      journey.push("every-view", EACH_VIEW);
      journey.arrive("ann", "view", VIEWED, ofSeconds(1));
      journey.advanceTo(ofSeconds(1));

      assertThat(journey.triggers()).isEmpty();
      assertThat(journey.statuses())
          .singleElement()
          .satisfies(
              status -> {
                assertThat(status.rule()).isEqualTo("every-view");
                assertThat(status.state()).isEqualTo(RuleStatus.State.REFUSED);
                assertThat(status.problems())
                    .extracting(Problem::message)
                    .containsExactly(
                        "pushed under the key 'every-view', but the rule's id is 'each-view'; they"
                            + " must be the same");
              });
    }
  }

  private static List<String> completing(JourneyHarness journey, String customer) {
    return journey.triggers().stream()
        .filter(trigger -> trigger.customer().equals(customer))
        .map(trigger -> trigger.touchpoints().get(trigger.touchpoints().size() - 1).id())
        .toList();
  }

  @Test
  void startsNoRunOfAReplacedStructureForACustomerWhoHasOneOpen() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(followed("help", CHECKOUT, CHAT))) {
      journey.arrive("ann", "before", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);
      journey.push(followed("help", CHECKOUT, CALL));

      journey.arrive("ann", "after", CHECKOUT, ofMinutes(50));
      journey.arrive("ann", "chat", CHAT, ofMinutes(70));
      journey.advanceTo(ofMinutes(70));

      assertThat(journey.triggers()).isEmpty();
    }
  }

  @Test
  void sendsNothingOfARulePausedWhileItsOldStructureDrains() throws Exception {
    try (JourneyHarness journey = JourneyHarness.with(followed("help", CHECKOUT, CHAT))) {
      journey.arrive("ann", "before", CHECKOUT, ZERO);
      journey.advanceTo(ZERO);
      journey.push(followed("help", CHECKOUT, CALL).replace("status: live", "status: paused"));

      journey.arrive("ann", "chat", CHAT, ofMinutes(5));
      journey.advanceTo(ofMinutes(5));

      assertThat(journey.triggers()).isEmpty();
      assertThat(journey.count(Tally.Of.WITHHELD)).isEqualTo(1);
    }
  }
}

package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.model.RuleStatus;
import io.waymark.model.RuleStatus.State;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Policies that come into force in the journey operator, are refused, and are restored. */
class JourneyPolicyTest {
  private static final String RULE = TestRules.each("each", "T");
  private static final String ONE_A_DAY = "policy: one\ncaps: [{most: 1, in: 1d}]\n";
  private static final String TWO_A_DAY = "policy: two\ncaps: [{most: 2, in: 1d}]\n";

  /** Has a mistake in each of ten places. */
  private static final String TEN_MISTAKES =
      """
      policy: Not an id
      zone: {from: customer.traits.timezone, missing: Europe/Nowhere}
      consent: {purpose: marketing, missing: perhaps}
      caps:
        - {most: 0, in: 7d}
        - {most: 1, in: 91d}
        - {most: 1, per: year}
      quiet: {from: "25:00", to: "08:00", spread: 5h}
      arbitration: {within: 6m}
      holdout: {share: 51%, salt: s}
      """;

  @Test
  void aPolicyWithTenMistakesLeavesTheOneBeforeInForceAlsoOverARestore() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness journey = JourneyHarness.with(RULE)) {
      journey.govern(ONE_A_DAY);
      journey.govern(TEN_MISTAKES);
      match(journey, "t1", 1);
      match(journey, "t2", 2);

      assertThat(policies(journey)).containsExactly(Digest.hex(ONE_A_DAY));
      assertThat(gates(journey)).containsExactly(null, Gate.CAP);
      List<RuleStatus> statuses = ofPolicy(journey);
      assertThat(statuses).extracting(RuleStatus::state).containsExactly(State.LIVE, State.REFUSED);
      assertThat(statuses.get(1).problems()).hasSize(10);
      state = journey.snapshot(1);
    }

    try (JourneyHarness journey = JourneyHarness.onHeap(state, 1)) {
      match(journey, "t3", 3);
      journey.govern(TWO_A_DAY);
      match(journey, "t4", 4);
      match(journey, "t5", 5);

      assertThat(gates(journey)).containsExactly(Gate.CAP, null, Gate.CAP);
      assertThat(policies(journey)).containsExactly(Digest.hex(ONE_A_DAY), Digest.hex(TWO_A_DAY));
      assertThat(ofPolicy(journey)).extracting(RuleStatus::state).containsExactly(State.LIVE);
    }
  }

  @Test
  void nothingIsSentUnderARestoredPolicyThatIsRefusedUntilAnotherComes() throws Exception {
    String policy = ONE_A_DAY + "of-another-version: true\n";
    OperatorSubtaskState state;
    try (JourneyHarness journey = JourneyHarness.with(RULE)) {
      journey.keepPolicy(policy);
      state = journey.snapshot(1);
    }

    try (JourneyHarness journey = JourneyHarness.onHeap(state, 1)) {
      match(journey, "t1", 1);
      journey.govern(TEN_MISTAKES);
      match(journey, "t2", 2);

      assertThat(gates(journey)).containsExactly(Gate.PAUSED, Gate.PAUSED);
      assertThat(policies(journey)).containsExactly(Digest.hex(policy));
      assertThat(journey.decisions())
          .extracting(Decision::numbers)
          .containsOnly(
              "this version of Waymark cannot read the policy in force; push one that it can read");
      assertThat(ofPolicy(journey)).extracting(RuleStatus::state).containsOnly(State.REFUSED);
      assertThat(ofPolicy(journey).get(0).problems()).hasSize(1);
      state = journey.snapshot(1);
    }

    try (JourneyHarness journey = JourneyHarness.onHeap(state, 1)) {
      match(journey, "t3", 3);
      journey.govern(ONE_A_DAY);
      match(journey, "t4", 4);

      assertThat(gates(journey)).containsExactly(Gate.PAUSED, null);
      assertThat(ofPolicy(journey))
          .extracting(RuleStatus::state)
          .containsExactly(State.REFUSED, State.LIVE);
    }
  }

  @Test
  void whatIsHeldIsNotReleasedUnderAPolicyThatCannotBeRead() throws Exception {
    String night = "policy: night\nzone: {missing: UTC}\nquiet: {from: \"12:00\", to: \"13:00\"}\n";
    OperatorSubtaskState state;
    try (JourneyHarness journey = JourneyHarness.with(RULE)) {
      journey.govern(night);
      match(journey, "t1", 1);
      journey.keepPolicy(night + "of-another-version: true\n");
      state = journey.snapshot(1);
    }

    try (JourneyHarness journey = JourneyHarness.onHeap(state, 1)) {
      journey.advanceTo(Duration.ofHours(1));

      assertThat(gates(journey)).containsExactly(Gate.PAUSED);
      assertThat(journey.decisions().get(0).endsHold()).isTrue();
      assertThat(journey.triggers()).isEmpty();
    }
  }

  private static void match(JourneyHarness journey, String id, int minute) throws Exception {
    journey.arrive("ann", id, "T", Duration.ofMinutes(minute));
    journey.advanceTo(Duration.ofMinutes(minute).plusSeconds(30));
  }

  private static List<Gate> gates(JourneyHarness journey) {
    return journey.decisions().stream().map(Decision::gate).toList();
  }

  private static List<String> policies(JourneyHarness journey) {
    return journey.decisions().stream().map(Decision::policy).distinct().toList();
  }

  private static List<RuleStatus> ofPolicy(JourneyHarness journey) {
    return journey.statuses().stream()
        .filter(status -> status.rule().equals(RuleStatus.POLICY))
        .toList();
  }
}

package io.waymark.job.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.govern.rate.Headcounts;
import io.waymark.job.stream.HeadcountTally;
import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import io.waymark.model.RuleStatus;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Pauses of the breaker in the journey operator, and what it counts for the breaker. */
class JourneyPausesTest {
  private static final String RULE =
      """
      rule: wild
      title: T
      signal: opportunity
      owner: crm
      status: live
      pattern: {steps: [{a: Wild}]}
      trigger: {to: crm}
      """;
  private static final Pause PAUSE =
      new Pause("wild", Digest.hex(RULE), "paused by the breaker: 7%", 0);
  private static final String POLICY =
      "policy: p\nbreaker: {rule: {most: 5%%, of: customers, in: 1h}, then: pause%s}\n";

  @Test
  void aPauseHoldsOverARestoreUntilItEnds() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness harness = JourneyHarness.with(RULE)) {
      harness.pause(new PauseChange("wild", PAUSE, 0));
      state = harness.snapshot(1);
      assertThat(news(harness)).containsExactly(PAUSE.words());
    }

    try (JourneyHarness harness = JourneyHarness.onHeap(state, 1)) {
      harness.arrive("ann", "t1", "Wild", Duration.ofMinutes(1));
      harness.advanceTo(Duration.ofMinutes(2));
      harness.pause(new PauseChange("wild", null, 1));
      harness.arrive("ann", "t2", "Wild", Duration.ofMinutes(3));
      harness.advanceTo(Duration.ofMinutes(4));

      List<Decision> decisions = harness.sent().all(Decision.class);
      assertThat(decisions).extracting(Decision::gate).containsExactly(Gate.PAUSED, null);
      assertThat(decisions.get(0).numbers()).isEqualTo(PAUSE.words());
      assertThat(news(harness)).containsExactly("");
    }
  }

  private static List<String> news(JourneyHarness harness) {
    return harness.statuses().stream()
        .map(RuleStatus::pause)
        .filter(pause -> pause != null)
        .toList();
  }

  @Test
  void theEndOfAPauseThatIsNoneIsPassedOver() throws Exception {
    try (JourneyHarness harness = JourneyHarness.with(RULE)) {
      harness.pause(new PauseChange("wild", null, 0));

      assertThat(news(harness)).isEmpty();
    }
  }

  @Test
  void countsWhomItMeetsAndToWhomRulesSendByTheEndOfTheirSlot() throws Exception {
    try (JourneyHarness harness = JourneyHarness.with(RULE)) {
      harness.govern(POLICY.formatted(""));
      harness.arrive("ann", "t1", "Wild", Duration.ofSeconds(1));
      harness.arrive("ben", "t2", "page", Duration.ofSeconds(2));
      harness.advanceTo(Duration.ofSeconds(10));

      Headcounts expected = new Headcounts();
      expected.begin(10_000);
      expected.noteSent("wild", Digest.hex(RULE), "ann", JourneyHarness.NOON.toEpochMilli());
      expected.note("ben", JourneyHarness.NOON.toEpochMilli());
      HeadcountTally tally = harness.sent().all(HeadcountTally.class).get(0);
      assertThat(tally.counts()).isEqualTo(expected.drain());
      assertThat(tally.clockMillis()).isEqualTo(JourneyHarness.millis(Duration.ofSeconds(10)));
    }
  }

  @Test
  void handsOnWhatItCountedBeforeACheckpoint() throws Exception {
    try (JourneyHarness harness = JourneyHarness.with(RULE)) {
      harness.govern(POLICY.formatted(""));
      harness.advanceTo(Duration.ofSeconds(10));
      int before = harness.sent().all(HeadcountTally.class).size();
      harness.arrive("ann", "t1", "Wild", Duration.ofSeconds(11));
      harness.advanceTo(Duration.ofSeconds(12));
      int within = harness.sent().all(HeadcountTally.class).size();

      harness.prepareSnapshot();

      assertThat(within).isEqualTo(before);
      assertThat(harness.sent().all(HeadcountTally.class)).hasSize(before + 1);
    }
  }

  @Test
  void doesNotCountWhatTheBreakerExceptsNorAnythingWithoutOne() throws Exception {
    try (JourneyHarness harness = JourneyHarness.with(RULE)) {
      harness.arrive("ann", "t1", "Wild", Duration.ofSeconds(1));
      harness.advanceTo(Duration.ofSeconds(10));
      int without = harness.sent().all(HeadcountTally.class).size();
      harness.govern(POLICY.formatted(", except: {to: crm}"));
      harness.arrive("ann", "t2", "Wild", Duration.ofSeconds(11));
      harness.advanceTo(Duration.ofSeconds(20));

      Headcounts expected = new Headcounts();
      expected.begin(10_000);
      expected.note("ann", JourneyHarness.millis(Duration.ofSeconds(11)));
      assertThat(without).isZero();
      assertThat(harness.sent().all(HeadcountTally.class))
          .singleElement()
          .extracting(HeadcountTally::counts)
          .isEqualTo(expected.drain());
    }
  }
}

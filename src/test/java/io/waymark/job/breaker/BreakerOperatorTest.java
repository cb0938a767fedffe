package io.waymark.job.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.govern.Breaker;
import io.waymark.govern.Selector;
import io.waymark.govern.rate.Headcounts;
import io.waymark.job.stream.HeadcountTally;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Directive;
import io.waymark.model.Pause;
import io.waymark.model.PauseChange;
import io.waymark.wire.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerOperatorTest {
  private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final Breaker RAIL = new Breaker(500, 3_600_000, Selector.NONE);
  private static final long SLOT = RAIL.slotMillis();

  @Test
  void waitsForTheSlowestSubtask() throws Exception {
    try (Operator operator = new Operator(null)) {
      operator.count(0, 0, 60, 10, NOON + SLOT);
      List<Pause> early = operator.pauses();

      operator.count(1, 60, 120, 0, NOON + SLOT);

      assertThat(early).isEmpty();
      assertThat(operator.pauses()).extracting(Pause::rule).containsExactly("r");
    }
  }

  @Test
  void countsOnWhereACheckpointLeftItAndPausesOnce() throws Exception {
    OperatorSubtaskState state;
    try (Operator operator = new Operator(null)) {
      operator.count(0, 0, 60, 10, NOON + SLOT);
      state = operator.flink.snapshot(1, 1);
    }
    OperatorSubtaskState paused;
    try (Operator operator = new Operator(state)) {
      operator.count(1, 60, 120, 0, NOON + SLOT);
      operator.count(0, 120, 130, 0, NOON + SLOT);
      assertThat(operator.pauses()).hasSize(1);
      paused = operator.flink.snapshot(2, 2);
    }

    try (Operator operator = new Operator(paused)) {
      operator.count(0, 0, 120, 120, NOON + 2 * SLOT);
      operator.count(1, 0, 120, 0, NOON + 2 * SLOT);

      assertThat(operator.pauses()).isEmpty();
    }
  }

  @Test
  void pausesAgainOnceAPersonHasResumed() throws Exception {
    try (Operator operator = new Operator(null)) {
      operator.countAll(NOON);
      Pause pause = operator.pauses().get(0);
      operator.hear(new PauseChange("r", pause, 0));
      operator.countAll(NOON + SLOT);
      List<Pause> whilePaused = operator.pauses();

      operator.hear(new PauseChange("r", null, 1));
      operator.countAll(NOON + 2 * SLOT);

      assertThat(whilePaused).hasSize(1);
      assertThat(operator.pauses()).hasSize(2);
    }
  }

  private static final class Operator implements AutoCloseable {
    private final TwoInputStreamOperatorTestHarness<HeadcountTally, Directive, Pause> flink;

    Operator(@Nullable OperatorSubtaskState state) throws Exception {
      flink = new TwoInputStreamOperatorTestHarness<>(new BreakerOperator(), 1, 1, 0);
      flink.setup(
          StreamType.of(Topics.PAUSES)
              .createSerializer(new ExecutionConfig().getSerializerConfig()));
      if (state != null) {
        flink.initializeState(state);
      }
      flink.open();
    }

    void countAll(long slotMillis) throws Exception {
      count(0, 0, 120, 12, slotMillis + SLOT);
      count(1, 0, 120, 12, slotMillis + SLOT);
    }

    /** Lets a subtask count customers in the slot that ends at a clock. */
    void count(int subtask, int from, int to, int sent, long clock) throws Exception {
      Headcounts counts = new Headcounts();
      counts.begin(SLOT);
      for (int i = from; i < to; i++) {
        counts.note("c" + i, clock - SLOT);
        if (i < from + sent) {
          counts.noteSent("r", "v1", "c" + i, clock - SLOT);
        }
      }
      flink.processElement1(
          new StreamRecord<>(new HeadcountTally(subtask, 2, clock, RAIL, counts.drain())));
    }

    void hear(Directive directive) throws Exception {
      flink.processElement2(new StreamRecord<>(directive));
    }

    List<Pause> pauses() {
      return flink.extractOutputValues();
    }

    @Override
    public void close() throws Exception {
      flink.close();
    }
  }
}

package io.waymark.job.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Arm;
import io.waymark.model.ArmFigures;
import io.waymark.model.Observation;
import io.waymark.model.Observation.Result;
import io.waymark.model.RuleOutcomes;
import io.waymark.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The count of outcomes in Flink's harness: timers, restore and another parallelism. */
class OutcomesFunctionTest {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  @Test
  void publishesWhatHasChangedAWhileAfter() throws Exception {
    try (Harness subtask = new Harness(BETWEEN, null, 1, 0)) {
      subtask.flink.setProcessingTime(10_100);
      subtask.add(observation("r", Arm.SENT, Result.REACHED, 5));
      subtask.add(observation("r", Arm.SENT, Result.MISSED, 3));
      assertThat(subtask.published()).isEmpty();

      subtask.flink.setProcessingTime(12_000);

      assertThat(subtask.published())
          .containsExactly(
              new RuleOutcomes("r", "v", 5, new ArmFigures(2, 1, 0), ArmFigures.NONE, null));
      subtask.flink.setProcessingTime(60_000);
      assertThat(subtask.published()).hasSize(1);
    }
  }

  @Test
  void publishesOnceAtTheEndOfAFiniteInput() throws Exception {
    try (Harness subtask = new Harness(Duration.ZERO, null, 1, 0)) {
      subtask.add(observation("r", Arm.HELD_OUT, Result.CONTAMINATED, 5));
      subtask.flink.processWatermark(new Watermark(1L << 50));
      assertThat(subtask.published()).isEmpty();

      subtask.flink.processWatermark(Watermark.MAX_WATERMARK);

      assertThat(subtask.published())
          .containsExactly(
              new RuleOutcomes("r", "v", 5, ArmFigures.NONE, new ArmFigures(0, 0, 1), null));
    }
  }

  @Test
  void publishesAfterARestoreWhatChangedBefore() throws Exception {
    OperatorSubtaskState state;
    try (Harness before = new Harness(BETWEEN, null, 1, 0)) {
      before.add(observation("r", Arm.SENT, Result.REACHED, 5));
      state = before.flink.snapshot(1, 1);
    }

    try (Harness after = new Harness(BETWEEN, state, 1, 0)) {
      after.flink.setProcessingTime(2_000);

      assertThat(after.published()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countsTheSameInAnyOrderOverARestoreAndWithMoreSubtasks(long seed) throws Exception {
    Random random = new Random(seed);
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      all.add(
          observation(
              "r" + random.nextInt(7),
              Arm.values()[random.nextInt(2)],
              Result.values()[random.nextInt(3)],
              random.nextInt(1_000)));
    }
    Map<String, RuleOutcomes> expected = new TreeMap<>();
    for (Observation each : all) {
      expected.compute(OutcomesFunction.key(each), (key, sum) -> OutcomeSums.add(sum, each));
    }
    Collections.shuffle(all, random);

    OperatorSubtaskState state;
    try (Harness one = new Harness(BETWEEN, null, 1, 0)) {
      for (Observation each : all.subList(0, 150)) {
        one.add(each);
      }
      state = one.flink.snapshot(1, 1);
    }
    Map<String, RuleOutcomes> counted = new TreeMap<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (Harness part = new Harness(BETWEEN, state, 3, subtask)) {
        for (Observation each : all.subList(150, 400)) {
          if (part.isItsOwn(each)) {
            part.add(each);
          }
        }
        part.flink.setProcessingTime(2_000);
        part.published()
            .forEach(outcomes -> assertThat(counted.put(outcomes.key(), outcomes)).isNull());
      }
    }

    assertThat(counted).hasSize(7).isEqualTo(expected);
  }

  private static Observation observation(String rule, Arm arm, Result result, long endMillis) {
    return new Observation(rule, "v", arm, result, endMillis);
  }

  private static final class Harness implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, Observation, RuleOutcomes> flink;
    private final int subtasks;
    private final int subtask;

    Harness(Duration between, @Nullable OperatorSubtaskState state, int subtasks, int subtask)
        throws Exception {
      this.subtasks = subtasks;
      this.subtask = subtask;
      flink =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new OutcomesFunction(between)),
              OutcomesFunction::key,
              Types.STRING,
              Frozen.KEY_GROUPS,
              subtasks,
              subtask);
      flink.setup(
          StreamType.of(Topics.RULE_OUTCOMES)
              .createSerializer(new ExecutionConfig().getSerializerConfig()));
      if (state != null) {
        flink.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, Frozen.KEY_GROUPS, 1, subtasks, subtask));
      }
      flink.open();
    }

    boolean isItsOwn(Observation observation) {
      return KeyGroupRangeAssignment.assignKeyToParallelOperator(
              OutcomesFunction.key(observation), Frozen.KEY_GROUPS, subtasks)
          == subtask;
    }

    void add(Observation observation) throws Exception {
      flink.processElement(new StreamRecord<>(observation));
    }

    List<RuleOutcomes> published() {
      return flink.extractOutputValues();
    }

    @Override
    public void close() throws Exception {
      flink.close();
    }
  }
}

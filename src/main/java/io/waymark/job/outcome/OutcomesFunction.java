package io.waymark.job.outcome;

import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Observation;
import io.waymark.model.RuleOutcomes;
import io.waymark.wire.Topics;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the outcomes of one version of a rule in keyed state, and publishes them a while after
 * they have changed: by a timer, which is kept with the state, so that no change is forgotten.
 */
public final class OutcomesFunction
    extends KeyedProcessFunction<String, Observation, RuleOutcomes> {
  private static final long serialVersionUID = 1;

  private static final ValueStateDescriptor<RuleOutcomes> OUTCOMES =
      new ValueStateDescriptor<>(
          Frozen.OUTCOMES_STATE.id(), StreamType.of(Topics.RULE_OUTCOMES).serializer());

  private final long betweenMillis;

  private transient ValueState<RuleOutcomes> outcomes;

  /**
   * Creates a function without outcomes.
   *
   * @param between the longest time from a change to its record; zero for one at the end of the
   *     input
   */
  public OutcomesFunction(Duration between) {
    this.betweenMillis = between.toMillis();
  }

  /** Returns the key of the version that an observation is of. */
  public static String key(Observation observation) {
    return RuleOutcomes.key(observation.rule(), observation.version());
  }

  @Override
  public void open(OpenContext context) {
    outcomes = getRuntimeContext().getState(OUTCOMES);
  }

  @Override
  public void processElement(
      Observation observation, Context context, Collector<RuleOutcomes> records) throws Exception {
    outcomes.update(OutcomeSums.add(outcomes.value(), observation));
    // One timer of a key and time is set once, however often that is asked for.
    if (betweenMillis == 0) {
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    } else {
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer((now / betweenMillis + 1) * betweenMillis);
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<RuleOutcomes> records)
      throws Exception {
    records.collect(outcomes.value());
  }
}

package io.waymark.job.metric;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Counts applied touchpoints by their types, as accumulators, for the summary of a finite run. */
public final class TypeCounts {
  /** The accumulators begin with this, and the type follows. */
  public static final String OF = "type:";

  /** Stands for all types beyond {@link #MOST}. */
  public static final String OTHERS = "(other types)";

  /** The number of types that are told apart; a source with more has ids in them. */
  private static final int MOST = 1_000;

  private final Map<String, LongCounter> counters = new HashMap<>();
  private final RuntimeContext context;

  public TypeCounts(RuntimeContext context) {
    this.context = context;
  }

  public void count(String type) {
    LongCounter counter = counters.get(type);
    if (counter == null) {
      counter = counters.computeIfAbsent(counters.size() < MOST ? type : OTHERS, this::counter);
    }
    counter.add(1);
  }

  private LongCounter counter(String type) {
    LongCounter counter = new LongCounter();
    context.addAccumulator(OF + type, counter);
    return counter;
  }
}

package io.waymark.job;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the job counts, as Flink metrics ({@code waymark.<name>}) and, for the summary at the end of
 * a finite run, as accumulators. At the end of a finite input, and at every moment but for those
 * that wait for stragglers:
 *
 * <pre>read = applied + duplicate + late + dead-lettered + skipped
 * matches = sent + withheld</pre>
 */
public final class Tally {
  /** What is counted. */
  public enum Of {
    /** Inputs that came from a source. */
    READ,
    /** Touchpoints that reached their customer. */
    APPLIED,
    /** Touchpoints whose id the customer had already; not applied. */
    DUPLICATE,
    /** Touchpoints behind the disorder bound; in the dead letters. */
    LATE,
    /** Inputs that could not be used, late ones apart; in the dead letters. */
    DEAD_LETTERED,
    /** Inputs that a mapping skips. */
    SKIPPED,
    TRANSITIONS,
    /** Matches whose trigger went out. */
    SENT,
    /** Matches that a gate withheld. */
    WITHHELD,
    /** Open runs let go because their rule is gone or a cap was reached. */
    DROPPED_RUNS,
    /** Traits of customers above the cap, not kept. */
    DROPPED_TRAITS;

    /** The name of the metric and the accumulator. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Count(Counter metric, LongCounter accumulator) {
    void add(long many) {
      metric.inc(many);
      accumulator.add(many);
    }
  }

  private final Map<Of, Count> counts = new EnumMap<>(Of.class);

  /** Registers all counts for an operator. */
  public Tally(RuntimeContext context, MetricGroup metrics) {
    MetricGroup group = metrics.addGroup("waymark");
    for (Of of : Of.values()) {
      LongCounter accumulator = new LongCounter();
      context.addAccumulator(of.code(), accumulator);
      counts.put(of, new Count(group.counter(of.code()), accumulator));
    }
  }

  public void count(Of of) {
    count(of, 1);
  }

  public void count(Of of, long many) {
    Objects.requireNonNull(counts.get(of)).add(many);
  }
}

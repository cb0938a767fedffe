package io.waymark.job.metric;

import io.waymark.customer.DropRecorder;
import io.waymark.model.DeadLetter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the job, as metrics and, for the summary at the end of a finite run, as
 * accumulators. At the end of a finite input, and at every moment but for touchpoints that wait for
 * stragglers:
 *
 * <pre>read = applied + duplicate + late + dead-lettered + skipped
 * matches = sent + withheld, but for what is held
 * dead letters of all reasons = dead-lettered + late
 * matches, sent, withheld of all rules = matches, sent, withheld
 * records of applied touchpoints = applied + transitions, where they are wanted
 * dropped runs of all reasons = dropped-runs</pre>
 */
public final class Tally {
  /** The things that are counted. */
  public enum Of {
    READ("inputs that came from a source; one that becomes several touchpoints counts as many"),
    APPLIED("touchpoints that reached their customer"),
    DUPLICATE("touchpoints whose id the customer had already; not applied"),
    LATE("touchpoints behind the disorder bound; in the dead letters"),
    DEAD_LETTERED("inputs that could not be used, late ones apart; in the dead letters"),
    SKIPPED("inputs that a mapping skips"),
    TRANSITIONS("stages that customers entered"),
    MATCHES("patterns that were completed"),
    SENT("matches whose trigger went out"),
    WITHHELD("matches that a gate withheld"),
    HELD("matches that a gate held; each is sent or withheld later"),
    FAILED_EVALUATIONS(
        "evaluations of expressions of rules and the lifecycle that failed, or took more steps than"
            + " were left; the value was absent"),
    DROPPED_RUNS("open runs dropped because their rule is gone or a cap was reached"),
    DROPPED_TRAITS("traits of customers above the cap, not kept"),
    DROPPED_COOLDOWNS("rules whose last trigger to a customer is forgotten, above the cap"),
    DROPPED_GOALS("goals not awaited to their end, above the cap or after an edit of them");

    private final String meaning;

    Of(String meaning) {
      this.meaning = meaning;
    }

    /** Returns the name of the metric and of the accumulator. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String meaning() {
      return meaning;
    }

    public Metric metric() {
      return Metrics.counter(code(), meaning);
    }
  }

  private record Count(Counter metric, LongCounter accumulator) {
    void add(long many) {
      metric.inc(many);
      accumulator.add(many);
    }
  }

  /** The accumulators of dropped runs begin with this, and the rule follows. */
  public static final String DROPPED_RUNS_OF = Of.DROPPED_RUNS.code() + ":";

  private final Map<String, LongCounter> droppedRuns = new HashMap<>();
  private final RuntimeContext context;
  private final Map<Of, Count> counts = new EnumMap<>(Of.class);
  private final Map<DeadLetter.Reason, Counter> letters = new EnumMap<>(DeadLetter.Reason.class);
  private final Map<DropRecorder.Reason, Counter> drops = new EnumMap<>(DropRecorder.Reason.class);

  /** Registers all counts for an operator. */
  public Tally(RuntimeContext context, Metrics metrics) {
    this.context = context;
    for (Of of : Of.values()) {
      Count count = new Count(new SimpleCounter(), new LongCounter());
      context.addAccumulator(of.code(), count.accumulator());
      metrics.counter(of.metric(), count.metric());
      counts.put(of, count);
    }
    for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
      Counter counter = new SimpleCounter();
      metrics.counter(Metrics.DEAD_LETTERS, counter, reason.code());
      letters.put(reason, counter);
    }
    for (DropRecorder.Reason reason : DropRecorder.Reason.values()) {
      Counter counter = new SimpleCounter();
      metrics.counter(Metrics.DROPPED_RUNS, counter, reason.code());
      drops.put(reason, counter);
    }
  }

  public void count(Of of) {
    count(of, 1);
  }

  public void count(Of of, long many) {
    Objects.requireNonNull(counts.get(of)).add(many);
  }

  /** Counts a dead letter, under its reason too. */
  public void countDeadLetter(DeadLetter.Reason reason) {
    count(reason == DeadLetter.Reason.LATE ? Of.LATE : Of.DEAD_LETTERED);
    Objects.requireNonNull(letters.get(reason)).inc();
  }

  /**
   * Counts dropped runs, under their rule and the reason too.
   *
   * @param rule null where it is gone
   */
  public void countDroppedRuns(@Nullable String rule, int runs, DropRecorder.Reason reason) {
    count(Of.DROPPED_RUNS, runs);
    Objects.requireNonNull(drops.get(reason)).inc(runs);
    if (rule != null) {
      droppedRuns.computeIfAbsent(rule, this::droppedRunsOf).add(runs);
    }
  }

  private LongCounter droppedRunsOf(String rule) {
    LongCounter counter = new LongCounter();
    context.addAccumulator(DROPPED_RUNS_OF + rule, counter);
    return counter;
  }
}

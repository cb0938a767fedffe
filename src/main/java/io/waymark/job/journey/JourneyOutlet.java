package io.waymark.job.journey;

import io.waymark.customer.Outlet;
import io.waymark.job.Tally;
import io.waymark.job.stream.StreamType;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what happens to customers into the operator's outputs: triggers into the main one, the
 * others each into their own.
 */
public final class JourneyOutlet implements Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(JourneyOutlet.class);

  public static final OutputTag<Decision> DECISIONS =
      new OutputTag<>("decisions", StreamType.DECISION);
  public static final OutputTag<Transition> TRANSITIONS =
      new OutputTag<>("transitions", StreamType.TRANSITION);
  public static final OutputTag<DeadLetter> LATE = new OutputTag<>("late", StreamType.DEAD_LETTER);
  public static final OutputTag<RuleStatus> RULE_STATUS =
      new OutputTag<>("rule-status", StreamType.RULE_STATUS);

  private final Output<StreamRecord<Trigger>> output;
  private final Tally tally;
  private final RuleMetrics rules;
  private final Latencies latencies;
  private final LongSupplier wallMillis;

  /** Rules of which it was said that they have too many open runs; once is enough. */
  private final Set<String> told = new HashSet<>();

  JourneyOutlet(
      Output<StreamRecord<Trigger>> output,
      Tally tally,
      RuleMetrics rules,
      Latencies latencies,
      LongSupplier wallMillis) {
    this.output = output;
    this.tally = tally;
    this.rules = rules;
    this.latencies = latencies;
    this.wallMillis = wallMillis;
  }

  @Override
  public void trigger(Trigger trigger) {
    output.collect(new StreamRecord<>(trigger));
    tally.count(Tally.Of.SENT);
    rules.sent(trigger.rule());
    latencies.emitted(trigger.latency(), wallMillis.getAsLong());
  }

  @Override
  public void decision(Decision decision) {
    tally.count(Tally.Of.MATCHES);
    if (!decision.isSent()) {
      tally.count(Tally.Of.WITHHELD);
    }
    rules.decided(decision);
    output.collect(DECISIONS, new StreamRecord<>(decision));
  }

  @Override
  public void transition(Transition transition) {
    tally.count(Tally.Of.TRANSITIONS);
    output.collect(TRANSITIONS, new StreamRecord<>(transition));
  }

  @Override
  public void droppedRuns(@Nullable Rule rule, int runs) {
    if (rule != null && told.add(rule.id())) {
      LOG.warn(
          "open runs of rule {} are dropped, as there are more for one customer than are kept, or as"
              + " they cannot be read any more; dropped-runs counts them",
          rule.id());
    }
    tally.count(Tally.Of.DROPPED_RUNS, runs);
  }

  @Override
  public void droppedTrait() {
    tally.count(Tally.Of.DROPPED_TRAITS);
  }

  void late(DeadLetter letter) {
    tally.countDeadLetter(letter.reason());
    output.collect(LATE, new StreamRecord<>(letter));
  }

  void ruleStatus(RuleStatus status) {
    told.remove(status.rule());
    output.collect(RULE_STATUS, new StreamRecord<>(status));
  }
}

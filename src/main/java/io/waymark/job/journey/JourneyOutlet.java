package io.waymark.job.journey;

import io.waymark.customer.DropRecorder;
import io.waymark.customer.Outlet;
import io.waymark.job.metric.Tally;
import io.waymark.job.stream.StreamType;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Observation;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts outgoing records and drops, and sends each record to the side output of its topic. */
final class JourneyOutlet implements Outlet, DropRecorder {
  /** The side output of what was observed of goals. */
  static final OutputTag<Observation> OBSERVATIONS =
      new OutputTag<>("observations", StreamType.OBSERVATION);

  private static final Logger LOG = LoggerFactory.getLogger(JourneyOutlet.class);

  private final Output<StreamRecord<Outgoing>> output;
  private final Map<Class<?>, OutputTag<Outgoing>> tags = new HashMap<>();
  private final Tally tally;
  private final RuleMetrics rules;
  private final Latencies latencies;
  private final LongSupplier wallMillis;
  private final boolean wantsApplied;

  /** Rules whose drops have been logged; once is enough. */
  private final Set<String> logged = new HashSet<>();

  JourneyOutlet(
      Output<StreamRecord<Outgoing>> output,
      Tally tally,
      RuleMetrics rules,
      Latencies latencies,
      LongSupplier wallMillis,
      boolean wantsApplied) {
    this.output = output;
    this.tally = tally;
    this.rules = rules;
    this.latencies = latencies;
    this.wallMillis = wallMillis;
    this.wantsApplied = wantsApplied;
    for (OutputTopic<?> topic : Topics.OF_CUSTOMERS) {
      tags.put(topic.type(), tag(topic));
    }
    tags.put(Topics.ANSWERS.type(), tag(Topics.ANSWERS));
  }

  @Override
  public boolean wantsApplied() {
    return wantsApplied;
  }

  @Override
  public void emit(Outgoing record) {
    OutputTag<Outgoing> tag =
        Objects.requireNonNull(tags.get(record.getClass()), "no topic of the record");
    output.collect(tag, new StreamRecord<>(record));
    count(record);
  }

  @Override
  public void observe(Observation observation) {
    output.collect(OBSERVATIONS, new StreamRecord<>(observation));
  }

  /** Finds only records of its topic, as tags are looked up by their type. */
  @SuppressWarnings("unchecked")
  private static OutputTag<Outgoing> tag(OutputTopic<?> topic) {
    return (OutputTag<Outgoing>) (OutputTag<?>) StreamType.tag(topic);
  }

  private void count(Outgoing record) {
    if (record instanceof Trigger trigger) {
      tally.count(Tally.Of.SENT);
      rules.sent(trigger.rule());
      latencies.emitted(trigger.latency(), wallMillis.getAsLong());
    } else if (record instanceof Decision decision) {
      count(decision);
      rules.decided(decision);
    } else if (record instanceof Transition) {
      tally.count(Tally.Of.TRANSITIONS);
    } else if (record instanceof DeadLetter letter) {
      tally.countDeadLetter(letter.reason());
    } else if (record instanceof RuleStatus status && !status.isNews()) {
      logged.remove(status.rule());
    }
  }

  private void count(Decision decision) {
    if (!decision.endsHold()) {
      tally.count(Tally.Of.MATCHES);
    }
    switch (decision.outcome()) {
      case HELD -> tally.count(Tally.Of.HELD);
      case WITHHELD -> tally.count(Tally.Of.WITHHELD);
      case SENT -> {
        // Its trigger is counted.
      }
    }
  }

  @Override
  public void droppedRuns(@Nullable Rule rule, int runs, Reason reason) {
    if (rule != null && logged.add(rule.id())) {
      LOG.warn(
          "open runs of rule {} are dropped: {}; dropped-runs counts them",
          rule.id(),
          reason.text());
    }
    tally.countDroppedRuns(rule == null ? null : rule.id(), runs, reason);
  }

  @Override
  public void droppedTrait() {
    tally.count(Tally.Of.DROPPED_TRAITS);
  }

  @Override
  public void droppedCooldown() {
    tally.count(Tally.Of.DROPPED_COOLDOWNS);
  }

  @Override
  public void droppedGoal() {
    tally.count(Tally.Of.DROPPED_GOALS);
  }
}

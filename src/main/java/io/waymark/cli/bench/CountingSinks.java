package io.waymark.cli.bench;

import io.waymark.job.Frozen;
import io.waymark.job.Sinks;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Counts triggers and rules that are live; all else is let go. */
final class CountingSinks implements Sinks {
  @Override
  public void triggers(DataStream<Trigger> triggers) {
    count(
        triggers,
        Frozen.TRIGGER_SINK,
        new CountingSink<>((measure, trigger) -> measure.triggered(), true));
  }

  @Override
  public void decisions(DataStream<Decision> decisions) {
    count(decisions, Frozen.DECISION_SINK, letGo());
  }

  @Override
  public void transitions(DataStream<Transition> transitions) {
    count(transitions, Frozen.TRANSITION_SINK, letGo());
  }

  @Override
  public void deadLetters(DataStream<DeadLetter> letters) {
    count(letters, Frozen.DEAD_LETTER_SINK, letGo());
  }

  @Override
  public void ruleStatus(DataStream<RuleStatus> statuses) {
    count(
        statuses,
        Frozen.RULE_STATUS_SINK,
        new CountingSink<>(
            (measure, status) -> {
              if (status.state() != RuleStatus.State.LIVE) {
                throw new IllegalStateException("a rule of the bench is refused: " + status);
              }
              measure.ruleIsLive();
            },
            false));
  }

  private static <T> CountingSink<T> letGo() {
    return new CountingSink<>((measure, element) -> {}, false);
  }

  /** One subtask each: its watermark is that of the slowest subtask before it. */
  private static <T> void count(DataStream<T> stream, Frozen uid, CountingSink<T> sink) {
    stream.sinkTo(sink).name(uid.id()).uid(uid.id()).setParallelism(1);
  }
}

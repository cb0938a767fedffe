package io.waymark.job.sink;

import io.waymark.job.Frozen;
import io.waymark.job.Sinks;
import io.waymark.job.stream.Documents;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.nio.file.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Each stream into one file of JSON lines in a folder, for finite runs. */
public final class FileSinks implements Sinks {
  /** The names of the files. */
  public static final String TRIGGERS = "triggers.jsonl";

  public static final String DECISIONS = "decisions.jsonl";
  public static final String TRANSITIONS = "transitions.jsonl";
  public static final String DEAD_LETTERS = "dead-letters.jsonl";
  public static final String RULE_STATUS = "rule-status.jsonl";

  private final Path folder;

  public FileSinks(Path folder) {
    this.folder = folder;
  }

  @Override
  public void triggers(DataStream<Trigger> triggers) {
    write(
        triggers,
        TRIGGERS,
        Frozen.TRIGGER_SINK,
        trigger -> Documents.trigger(trigger, System.currentTimeMillis()));
  }

  @Override
  public void decisions(DataStream<Decision> decisions) {
    write(decisions, DECISIONS, Frozen.DECISION_SINK, Documents::decision);
  }

  @Override
  public void transitions(DataStream<Transition> transitions) {
    write(transitions, TRANSITIONS, Frozen.TRANSITION_SINK, Documents::transition);
  }

  @Override
  public void deadLetters(DataStream<DeadLetter> letters) {
    write(letters, DEAD_LETTERS, Frozen.DEAD_LETTER_SINK, Documents::deadLetter);
  }

  @Override
  public void ruleStatus(DataStream<RuleStatus> statuses) {
    write(statuses, RULE_STATUS, Frozen.RULE_STATUS_SINK, Documents::ruleStatus);
  }

  private <T> void write(
      DataStream<T> stream, String name, Frozen uid, JsonRecords.Bytes<T> document) {
    stream
        .sinkTo(new LinesSink<>(folder.resolve(name).toString(), document))
        .name(name)
        .uid(uid.id())
        .setParallelism(1);
  }
}

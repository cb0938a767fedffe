package io.waymark.job;

import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where everything goes. */
public interface Sinks {
  void triggers(DataStream<Trigger> triggers);

  void decisions(DataStream<Decision> decisions);

  void transitions(DataStream<Transition> transitions);

  void deadLetters(DataStream<DeadLetter> letters);

  void ruleStatus(DataStream<RuleStatus> statuses);
}

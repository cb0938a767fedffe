package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.model.Directive;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The places that touchpoints, rules and policies are read from: Kafka or files. */
public interface Sources {
  /** Returns the inputs by the name of their source; each keeps its order and has watermarks. */
  Map<String, SingleOutputStreamOperator<IntakeResult>> touchpoints(StreamExecutionEnvironment env);

  /** Returns whether the touchpoints have an end. */
  default boolean areFinite() {
    return false;
  }

  /** Returns the rules that were there at the start, by which restored ones are judged. */
  default RulesOnTopic rulesOnTopic() {
    return RulesOnTopic.UNKNOWN;
  }

  /**
   * Returns rules and policies, each kind in its order; the highest watermark follows when all of
   * the start have been read.
   */
  DataStream<Directive> directives(StreamExecutionEnvironment env);

  /**
   * Returns questions about customers, which never hold back a watermark; empty where nobody can
   * ask.
   */
  default Optional<DataStream<Directive>> questions(StreamExecutionEnvironment env) {
    return Optional.empty();
  }
}

package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import io.waymark.model.RuleText;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where touchpoints and rules come from. */
public interface Sources {
  /**
   * The inputs by the name of their source; each keeps its order, and says by its watermark what is
   * no longer to come.
   */
  Map<String, SingleOutputStreamOperator<IntakeResult>> touchpoints(StreamExecutionEnvironment env);

  /**
   * The rules in their order; the highest watermark follows when all that there were at the start
   * have been read.
   */
  DataStream<RuleText> rules(StreamExecutionEnvironment env);
}

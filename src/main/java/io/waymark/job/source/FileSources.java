package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.model.RuleText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.clock.SystemClock;

/**
 * Touchpoints from files, to their end, and rules from a list. Each file is a source of its own,
 * read by one subtask, so that its lines keep their order and files that begin at different times
 * are read side by side.
 */
public final class FileSources implements Sources {
  /** A file and its mapping. */
  public record Input(Path file, MappingSource mapping) {}

  private final List<Input> inputs;
  private final List<RuleText> rules;
  private final Duration disorder;
  private final Duration future;

  public FileSources(List<Input> inputs, List<RuleText> rules, Duration disorder, Duration future) {
    this.inputs = inputs;
    this.rules = rules;
    this.disorder = disorder;
    this.future = future;
  }

  @Override
  public Map<String, SingleOutputStreamOperator<IntakeResult>> touchpoints(
      StreamExecutionEnvironment env) {
    Map<String, SingleOutputStreamOperator<IntakeResult>> sources = new LinkedHashMap<>();
    for (Input input : inputs) {
      sources.put(input.file().toString(), touchpoints(env, input));
    }
    return sources;
  }

  @Override
  public DataStream<RuleText> rules(StreamExecutionEnvironment env) {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("no rules");
    }
    return env.fromData(rules, StreamType.RULE_TEXT)
        .name("rules")
        .uid(Frozen.RULES.id())
        .setParallelism(1);
  }

  private SingleOutputStreamOperator<IntakeResult> touchpoints(
      StreamExecutionEnvironment env, Input input) {
    String name = input.file().toString();
    FileSource<IntakeResult> source =
        FileSource.forBulkFileFormat(
                new InputFormat(input.mapping(), future.toMillis()),
                org.apache.flink.core.fs.Path.fromLocalFile(input.file().toFile()))
            // Flink's default passes over files whose names begin with '_' or '.', also those that
            // were asked for.
            .setFileEnumerator(() -> new NonSplittingRecursiveEnumerator(path -> true))
            .build();
    return env.fromSource(source, clock(disorder), name, StreamType.INTAKE_RESULT)
        .uid(Frozen.TOUCHPOINTS.id(name))
        .setParallelism(1);
  }

  /**
   * Returns the clock of a file, which is never silent: its time is the time of its lines, and
   * unbounded at its end.
   */
  private static WatermarkStrategy<IntakeResult> clock(Duration disorder) {
    return WatermarkStrategy.<IntakeResult>forGenerator(
            context -> new TouchpointClock(disorder, SystemClock.getInstance()))
        .withTimestampAssigner((result, recordMillis) -> result.timeMillis(recordMillis));
  }
}

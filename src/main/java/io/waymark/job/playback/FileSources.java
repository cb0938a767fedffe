package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.job.source.Sources;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Directive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Touchpoints from files, to their end, and rules and the policy from a list. One source merges all
 * files by event time and one subtask reads it, so that the same files always give the same stream.
 */
public final class FileSources implements Sources {
  /** The name of the source. */
  public static final String FILES = "files";

  /** A file and its mapping. */
  public record Input(Path file, MappingSource mapping) {
    /** Returns the file to be played line by line. */
    public PlaybackPart asItLies() {
      return new PlaybackPart.AsItLies(file.toString(), mapping);
    }
  }

  private final List<PlaybackPart> parts;
  private final List<Directive> directives;
  private final PlaybackTime time;

  /**
   * Plays files.
   *
   * @param parts the earlier one is read first where inputs are at the same time
   */
  public FileSources(
      List<PlaybackPart> parts, List<? extends Directive> directives, PlaybackTime time) {
    this.parts = parts;
    this.directives = List.copyOf(directives);
    this.time = time;
  }

  @Override
  public boolean areFinite() {
    return true;
  }

  @Override
  public Map<String, SingleOutputStreamOperator<IntakeResult>> touchpoints(
      StreamExecutionEnvironment env) {
    WatermarkStrategy<IntakeResult> clock = clock(time.disorder());
    return Map.of(
        FILES,
        env.fromSource(new PlaybackSource(parts, time), clock, FILES, StreamType.INTAKE_RESULT)
            .uid(Frozen.TOUCHPOINTS.id(FILES))
            .setParallelism(1));
  }

  @Override
  public DataStream<Directive> directives(StreamExecutionEnvironment env) {
    if (directives.isEmpty()) {
      throw new IllegalArgumentException("no rules");
    }
    return env.fromData(directives, StreamType.DIRECTIVE)
        .name("rules")
        .uid(Frozen.RULES.id())
        .setParallelism(1);
  }

  private static WatermarkStrategy<IntakeResult> clock(Duration disorder) {
    return WatermarkStrategy.<IntakeResult>forGenerator(context -> new PlaybackClock(disorder))
        .withTimestampAssigner((result, recordMillis) -> result.timeMillis(recordMillis));
  }
}

package io.waymark.lab.bench;

import io.waymark.intake.IntakeResult;
import io.waymark.job.source.Sources;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Arrival;
import io.waymark.model.Directive;
import io.waymark.model.PolicyText;
import io.waymark.model.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A {@link SyntheticLoad} without an end, made where a source would read it, in order of time, once
 * all rules are live; like a file it is read by one subtask.
 */
final class SyntheticSources implements Sources {
  static final String NAME = "load";

  /** More than any run takes. */
  private static final long NO_END = 1_000_000_000_000L;

  private static final Duration DISORDER = Duration.ofSeconds(1);

  private final SyntheticLoad load;
  private final List<Directive> directives;

  SyntheticSources(SyntheticLoad load, List<? extends Directive> directives) {
    this.load = load;
    this.directives = List.copyOf(directives);
  }

  /** Returns the same load under a policy, which is in force before the first rule. */
  SyntheticSources under(PolicyText policy) {
    List<Directive> all = new ArrayList<>();
    all.add(policy);
    all.addAll(directives);
    return new SyntheticSources(load, all);
  }

  @Override
  public Map<String, SingleOutputStreamOperator<IntakeResult>> touchpoints(
      StreamExecutionEnvironment env) {
    WatermarkStrategy<Long> clock =
        WatermarkStrategy.<Long>forBoundedOutOfOrderness(DISORDER)
            .withTimestampAssigner((index, none) -> SyntheticLoad.timeMillis(index));
    SingleOutputStreamOperator<IntakeResult> source =
        env.fromSource(new NumberSequenceSource(0, NO_END), clock, "indices", Types.LONG)
            .uid("bench-indices")
            .setParallelism(1)
            .map(new TouchpointMaker(load), StreamType.INTAKE_RESULT)
            .name(NAME)
            .uid(Frozen.TOUCHPOINTS.id(NAME))
            .setParallelism(1);
    return Map.of(NAME, source);
  }

  @Override
  public DataStream<Directive> directives(StreamExecutionEnvironment env) {
    return env.fromData(directives, StreamType.DIRECTIVE)
        .name("rules")
        .uid(Frozen.RULES.id())
        .setParallelism(1);
  }

  private static final class TouchpointMaker extends RichMapFunction<Long, IntakeResult> {
    private static final long serialVersionUID = 1;

    private final SyntheticLoad load;

    private TouchpointMaker(SyntheticLoad load) {
      this.load = load;
    }

    @Override
    public void open(OpenContext context) throws InterruptedException {
      SpeedMeter.current().awaitRules();
    }

    @Override
    public IntakeResult map(Long index) {
      return new IntakeResult.Accepted(
          new Arrival(
              load.touchpoint(index), Position.line(NAME, index + 1), System.currentTimeMillis()));
    }
  }
}

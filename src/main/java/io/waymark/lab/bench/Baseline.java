package io.waymark.lab.bench;

import io.waymark.intake.IntakeResult;
import io.waymark.job.stream.Frozen;
import io.waymark.job.stream.StreamType;
import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The costs of Flink itself for the same load and key: {@link #passThrough} without state, {@link
 * #getAndPut} with the least state access that any job pays which knows something of a customer.
 */
final class Baseline {
  private static final int VALUE_BYTES = 256;

  private Baseline() {}

  static void passThrough(StreamExecutionEnvironment env, SyntheticSources sources) {
    define(env, sources, new PassThrough());
  }

  static void getAndPut(StreamExecutionEnvironment env, SyntheticSources sources) {
    define(env, sources, new GetAndPut());
  }

  private static void define(
      StreamExecutionEnvironment env,
      SyntheticSources sources,
      KeyedProcessFunction<String, IntakeResult, IntakeResult> keyed) {
    keyed(env, sources)
        .process(keyed, StreamType.INTAKE_RESULT)
        .sinkTo(new CountingSink<>((meter, element) -> {}, true))
        .setParallelism(1);
  }

  /** Returns the load keyed by customer, with the settings that the job has. */
  static KeyedStream<IntakeResult, String> keyed(
      StreamExecutionEnvironment env, SyntheticSources sources) {
    configureAsWaymarkDoes(env);
    DataStream<IntakeResult> source =
        Objects.requireNonNull(sources.touchpoints(env).get(SyntheticSources.NAME));
    return source.keyBy(intaken -> touchpoint(intaken).customer(), Types.STRING);
  }

  static Touchpoint touchpoint(IntakeResult result) {
    return ((IntakeResult.Accepted) result).arrival().touchpoint();
  }

  private static void configureAsWaymarkDoes(StreamExecutionEnvironment env) {
    env.setMaxParallelism(Frozen.KEY_GROUPS);
    Configuration needs = new Configuration();
    needs.set(PipelineOptions.OBJECT_REUSE, true);
    needs.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
    env.configure(needs);
  }

  private static final class PassThrough
      extends KeyedProcessFunction<String, IntakeResult, IntakeResult> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(IntakeResult result, Context context, Collector<IntakeResult> out) {
      // Few records leave, as few triggers do.
      if (touchpoint(result).timeMillis() < 0) {
        out.collect(result);
      }
    }
  }

  private static final class GetAndPut
      extends KeyedProcessFunction<String, IntakeResult, IntakeResult> {
    private static final long serialVersionUID = 1;

    private transient ValueState<byte[]> state;

    @Override
    public void open(OpenContext context) {
      state =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("value", BytePrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(IntakeResult result, Context context, Collector<IntakeResult> out)
        throws Exception {
      byte[] value = state.value();
      byte[] next = value == null ? new byte[VALUE_BYTES] : value;
      next[0]++;
      state.update(next);
    }
  }
}

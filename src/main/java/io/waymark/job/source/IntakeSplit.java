package io.waymark.job.source;

import io.waymark.binary.PackedArrival;
import io.waymark.binary.PackedArrival.Packer;
import io.waymark.intake.IntakeResult;
import io.waymark.job.metric.Metrics;
import io.waymark.job.metric.Tally;
import io.waymark.job.stream.StreamType;
import io.waymark.model.DeadLetter;
import io.waymark.wire.Topics;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Counts what intake made of the inputs and parts the ways of touchpoints and dead letters. */
public final class IntakeSplit extends ProcessFunction<IntakeResult, PackedArrival> {
  public static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", StreamType.of(Topics.DEAD_LETTERS));

  /** The accumulator that says when the first input could be read, by the wall clock. */
  public static final String STARTED = "started-millis";

  private static final long serialVersionUID = 1;

  private transient Tally tally;
  private transient Packer packer;

  @Override
  public void open(OpenContext context) {
    packer = new Packer();
    tally = new Tally(getRuntimeContext(), new Metrics(getRuntimeContext().getMetricGroup()));
    getRuntimeContext().addAccumulator(STARTED, new LongMinimum(System.currentTimeMillis()));
  }

  @Override
  public void processElement(IntakeResult result, Context context, Collector<PackedArrival> out) {
    tally.count(Tally.Of.READ);
    if (result instanceof IntakeResult.Accepted accepted) {
      out.collect(packer.pack(accepted.arrival()));
    } else if (result instanceof IntakeResult.Refused refused) {
      tally.countDeadLetter(refused.letter().reason());
      context.output(REFUSED, refused.letter());
    } else {
      tally.count(Tally.Of.SKIPPED);
    }
  }
}

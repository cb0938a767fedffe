package io.waymark.job.source;

import org.apache.flink.api.common.eventtime.NoWatermarksGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;

/**
 * Makes the clocks of a topic's partitions in one subtask.
 *
 * <p>Flink 2.2 asks for one generator more than there are partitions, the first one, for records
 * without a partition (ProgressiveTimestampsAndWatermarks). There are none, and that generator's
 * watermark would bypass the minimum over the partitions: it must never emit one.
 */
final class SplitClocks<T> implements WatermarkGeneratorSupplier<T> {
  private static final long serialVersionUID = 1;

  private final WatermarkGeneratorSupplier<T> clocks;
  private transient boolean isFirstMade;

  SplitClocks(WatermarkGeneratorSupplier<T> clocks) {
    this.clocks = clocks;
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(Context context) {
    if (!isFirstMade) {
      isFirstMade = true;
      return new NoWatermarksGenerator<>();
    }
    return clocks.createWatermarkGenerator(context);
  }
}

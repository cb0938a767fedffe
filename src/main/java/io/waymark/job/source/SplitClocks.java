package io.waymark.job.source;

import io.waymark.kafka.Ends.Next;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.NoWatermarksGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clocks of a topic's partitions in one subtask.
 *
 * <p>Flink 2.2 asks for one generator more than there are partitions, the first one, for records
 * without a partition (ProgressiveTimestampsAndWatermarks). There are none, and that generator's
 * watermark would bypass the minimum over the partitions: it must never emit one.
 */
final class SplitClocks<T> implements WatermarkGeneratorSupplier<T> {
  /** Makes the clock of a partition. */
  interface Maker<T> extends Serializable {
    /**
     * Makes a clock.
     *
     * @param begin the partition, and where it begins; null until it is assigned
     */
    WatermarkGenerator<T> make(Context context, Supplier<@Nullable Next> begin);
  }

  private static final long serialVersionUID = 1;

  private final AssignedPartitions partitions;
  private final Maker<T> clocks;
  private transient int made;

  SplitClocks(AssignedPartitions partitions, Maker<T> clocks) {
    this.partitions = partitions;
    this.clocks = clocks;
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(Context context) {
    int number = made++ - 1;
    return number < 0
        ? new NoWatermarksGenerator<>()
        : clocks.make(context, () -> partitions.begin(number));
  }
}

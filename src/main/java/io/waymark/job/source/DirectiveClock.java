package io.waymark.job.source;

import io.waymark.kafka.Ends;
import io.waymark.kafka.Ends.Next;
import io.waymark.model.Directive;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.jspecify.annotations.Nullable;

/**
 * Emits the highest watermark once all rules that were on the topic when the job was submitted have
 * been read. From then on rules do not hold back time, however silent their topic is.
 *
 * <p>The last offset never comes if compaction took it (a removed rule); then the broker must have
 * shown that nothing is left to read. Silence of the reader shows nothing.
 */
final class DirectiveClock implements WatermarkGenerator<Directive> {
  private final long endOffset;
  private final Ends ends;
  private final Supplier<@Nullable Next> begin;
  private @Nullable Next next;
  private boolean isRead;

  /**
   * Creates the clock of the only partition.
   *
   * @param endOffset the topic's end when the job was submitted
   * @param begin where it begins; null until it is assigned
   */
  DirectiveClock(long endOffset, Ends ends, Supplier<@Nullable Next> begin) {
    this.endOffset = endOffset;
    this.ends = ends;
    this.begin = begin;
    this.isRead = endOffset == 0;
  }

  @Override
  public void onEvent(Directive directive, long timeMillis, WatermarkOutput output) {
    next = new Next(0, directive.offset() + 1);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    isRead = isRead || isNothingLeft();
    if (isRead) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }

  private boolean isNothingLeft() {
    Next place = next == null ? begin.get() : next;
    return place != null && (place.offset() >= endOffset || ends.isNothingLeft(place, endOffset));
  }
}

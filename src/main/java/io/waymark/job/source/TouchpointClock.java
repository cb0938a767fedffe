package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.Clock;

/**
 * Emits the watermarks of one file: the disorder bound behind the latest touchpoint. A touchpoint
 * stamped ahead of the wall clock, by a device whose clock is wrong, moves the watermark no further
 * than if it were stamped with the wall clock. A file is never silent.
 */
final class TouchpointClock implements WatermarkGenerator<IntakeResult> {
  private final long disorderMillis;
  private final Clock wall;
  private long latestMillis = Long.MIN_VALUE;

  TouchpointClock(Duration disorder, Clock wall) {
    this.disorderMillis = disorder.toMillis();
    this.wall = wall;
  }

  @Override
  public void onEvent(IntakeResult result, long timeMillis, WatermarkOutput output) {
    if (result instanceof IntakeResult.Accepted) {
      latestMillis = Math.max(latestMillis, Math.min(timeMillis, wall.absoluteTimeMillis()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (latestMillis != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(latestMillis - disorderMillis));
    }
  }
}

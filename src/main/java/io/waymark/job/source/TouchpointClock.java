package io.waymark.job.source;

import io.waymark.intake.Intaken;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.RelativeClock;

/**
 * How far the time of one split has come: the disorder bound behind the latest touchpoint. A
 * touchpoint stamped ahead of the wall clock, by a device whose clock is wrong, moves it no further
 * than the wall clock.
 *
 * <p>When a split is silent, its time follows the wall clock, so that absence fires although
 * nothing comes. Silence counts only while the source could have read: the activity clock stands
 * still under back pressure and while alignment pauses the split, so that a backlog that waits to
 * be read does not pass for silence.
 */
final class TouchpointClock implements WatermarkGenerator<Intaken> {
  private final long disorderMillis;
  private final long silenceMillis;
  private final RelativeClock activity;
  private final Clock wall;
  private long latestMillis = Long.MIN_VALUE;
  private long lastActiveMillis;

  /**
   * @param silence after which time follows the wall clock; zero for never, as with finite inputs
   */
  TouchpointClock(Duration disorder, Duration silence, RelativeClock activity, Clock wall) {
    this.disorderMillis = disorder.toMillis();
    this.silenceMillis = silence.toMillis();
    this.activity = activity;
    this.wall = wall;
    this.lastActiveMillis = activity.relativeTimeMillis();
  }

  @Override
  public void onEvent(Intaken intaken, long timeMillis, WatermarkOutput output) {
    lastActiveMillis = activity.relativeTimeMillis();
    if (intaken instanceof Intaken.Accepted) {
      latestMillis = Math.max(latestMillis, Math.min(timeMillis, wall.absoluteTimeMillis()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (silenceMillis > 0 && activity.relativeTimeMillis() - lastActiveMillis >= silenceMillis) {
      latestMillis = Math.max(latestMillis, wall.absoluteTimeMillis());
    }
    if (latestMillis != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(latestMillis - disorderMillis));
    }
  }
}

package io.waymark.job.playback;

import io.waymark.intake.IntakeResult;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Emits the watermarks of a playback by its inputs alone, never by a timer: the disorder bound
 * behind the latest touchpoint, after every so many inputs. How many they are changes nothing but
 * the number of touchpoints that wait, as {@link LyingFile} has refused what is late. The last
 * watermark comes from {@link PlaybackReader}.
 */
final class PlaybackClock implements WatermarkGenerator<IntakeResult> {
  private static final int EVERY = 200;

  private final long disorderMillis;
  private long latestMillis = Long.MIN_VALUE;
  private int inputs;

  PlaybackClock(Duration disorder) {
    this.disorderMillis = disorder.toMillis();
  }

  @Override
  public void onEvent(IntakeResult result, long timeMillis, WatermarkOutput output) {
    if (result instanceof IntakeResult.Accepted) {
      latestMillis = Math.max(latestMillis, timeMillis);
    }
    if (++inputs % EVERY == 0 && latestMillis != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(latestMillis - disorderMillis));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // The inputs are the clock.
  }
}

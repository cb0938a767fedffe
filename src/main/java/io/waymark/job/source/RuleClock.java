package io.waymark.job.source;

import io.waymark.model.RuleText;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Emits the highest watermark once all rules that were on the topic when the job was submitted have
 * been read. From then on rules do not hold back time, however silent their topic is.
 *
 * <p>The last offset never comes if compaction took it (a removed rule), so silence counts, too.
 */
final class RuleClock implements WatermarkGenerator<RuleText> {
  private static final long SILENCE_MILLIS = Duration.ofSeconds(5).toMillis();

  /**
   * The silence that counts before the first record, as a reader that is being set up is silent,
   * too.
   */
  private static final long FIRST_SILENCE_MILLIS = Duration.ofSeconds(60).toMillis();

  private final long endOffset;
  private final RelativeClock activity;
  private long lastActiveMillis;
  private boolean isRead;
  private boolean hasBegun;

  /**
   * @param endOffset the topic's end when the job was submitted
   */
  RuleClock(long endOffset, RelativeClock activity) {
    this.endOffset = endOffset;
    this.activity = activity;
    this.lastActiveMillis = activity.relativeTimeMillis();
    this.isRead = endOffset == 0;
  }

  @Override
  public void onEvent(RuleText rule, long timeMillis, WatermarkOutput output) {
    hasBegun = true;
    lastActiveMillis = activity.relativeTimeMillis();
    isRead |= rule.offset() >= endOffset - 1;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    long enough = hasBegun ? SILENCE_MILLIS : FIRST_SILENCE_MILLIS;
    isRead |= activity.relativeTimeMillis() - lastActiveMillis >= enough;
    if (isRead) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    }
  }
}

package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import io.waymark.kafka.Ends;
import io.waymark.model.Position;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Emits the watermarks of one partition or file: the disorder bound behind the latest touchpoint. A
 * touchpoint stamped ahead of the wall clock, by a device whose clock is wrong, moves the watermark
 * no further than if it were stamped with the wall clock.
 *
 * <p>When a partition is silent, its time follows the wall clock, so that absence fires although
 * nothing comes. Nothing else may pass for silence:
 *
 * <ul>
 *   <li>The activity clock stands still under back pressure and while alignment pauses the
 *       partition.
 *   <li>The broker must have said, since the last record, that there is no further one. Where the
 *       offsets behind the last record are taken by marks of transactions, which are never read, it
 *       must have been silent for {@link #LONG_SILENCE} instead.
 *   <li>Before the first record it is not known which partition this is, and a reader that is being
 *       set up says nothing either: a long silence in which the broker answered counts.
 * </ul>
 */
final class TouchpointClock implements WatermarkGenerator<IntakeResult> {
  static final Duration LONG_SILENCE = Duration.ofSeconds(10);

  private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();

  private final long disorderMillis;
  private final long silenceMillis;
  private final RelativeClock activity;
  private final Clock wall;
  private final @Nullable Ends ends;
  private long latestMillis = Long.MIN_VALUE;
  private long lastActiveMillis;
  private long lastActiveNanos;
  private @Nullable Position last;

  /**
   * Makes the clock of a partition, or of a file, which is never silent.
   *
   * @param silence after which time follows the wall clock
   * @param ends null for a file
   */
  TouchpointClock(
      Duration disorder,
      Duration silence,
      RelativeClock activity,
      Clock wall,
      @Nullable Ends ends) {
    this.disorderMillis = disorder.toMillis();
    this.silenceMillis = silence.toMillis();
    this.activity = activity;
    this.wall = wall;
    this.ends = ends;
    this.lastActiveMillis = activity.relativeTimeMillis();
    this.lastActiveNanos = wall.relativeTimeNanos();
  }

  @Override
  public void onEvent(IntakeResult result, long timeMillis, WatermarkOutput output) {
    last = result.position();
    lastActiveMillis = activity.relativeTimeMillis();
    lastActiveNanos = wall.relativeTimeNanos();
    if (result instanceof IntakeResult.Accepted) {
      latestMillis = Math.max(latestMillis, Math.min(timeMillis, wall.absoluteTimeMillis()));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (isSilent()) {
      latestMillis = Math.max(latestMillis, wall.absoluteTimeMillis());
    }
    if (latestMillis != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(latestMillis - disorderMillis));
    }
  }

  private boolean isSilent() {
    long silentMillis = activity.relativeTimeMillis() - lastActiveMillis;
    if (ends == null || silentMillis < silenceMillis) {
      return false;
    }
    Ends.Answer answer = ends.since(lastActiveNanos);
    if (answer == null) {
      return false;
    }
    boolean isRead = last != null && isRead(Objects.requireNonNull(last), answer);
    return isRecent(answer) && (isRead || silentMillis >= LONG_SILENCE.toMillis());
  }

  private static boolean isRead(Position last, Ends.Answer answer) {
    return answer.endOffsets().getOrDefault(last.partition(), Long.MAX_VALUE) <= last.offset() + 1;
  }

  /**
   * Returns whether the broker has answered just now, not only when the silence began: it may be
   * away since.
   */
  private boolean isRecent(Ends.Answer answer) {
    return wall.relativeTimeNanos() - answer.askedNanos() < RECENT_NANOS;
  }
}

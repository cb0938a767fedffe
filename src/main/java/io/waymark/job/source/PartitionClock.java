package io.waymark.job.source;

import io.waymark.intake.IntakeResult;
import io.waymark.kafka.Ends;
import io.waymark.kafka.Ends.Next;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Emits the watermarks of one partition: the disorder bound behind the latest touchpoint. A
 * touchpoint stamped ahead of the wall clock, by a device whose clock is wrong, moves the watermark
 * no further than if it were stamped with the wall clock.
 *
 * <p>When a partition is silent, its time follows the wall clock at a distance, so that absence
 * fires although nothing comes; the distance leaves time to senders that are slow or send in
 * batches. Nothing else may pass for silence:
 *
 * <ul>
 *   <li>The activity clock stands still under back pressure and while alignment pauses the
 *       partition.
 *   <li>The broker must have said just now that there is no record behind the last one, however
 *       long nothing came: a consumer may be slow, and a process may have been paused.
 * </ul>
 *
 * <p>Time stands still while the topic has partitions that may not be read yet: for a moment after
 * the broker shows more of them than before, and after a restart, as some may have been added
 * meanwhile. The source finds them within {@link KafkaSources#DISCOVER_EVERY}, and from then on
 * their own clocks hold time.
 */
final class PartitionClock implements WatermarkGenerator<IntakeResult> {
  /**
   * The bounds of a clock.
   *
   * @param disorder how long touchpoints wait for stragglers
   * @param silence after which time follows the wall clock
   * @param silenceLag how far behind the wall clock it then is, if that is more than the disorder
   */
  record Bounds(Duration disorder, Duration silence, Duration silenceLag)
      implements java.io.Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Several rounds of discovery, each with two questions to the broker. */
  static final Duration NEW_PARTITION_HOLD = KafkaSources.DISCOVER_EVERY.multipliedBy(5);

  /** The first discovery begins at once. */
  static final Duration RESTORE_HOLD = KafkaSources.DISCOVER_EVERY.multipliedBy(2);

  private static final long RECENT_NANOS = Duration.ofSeconds(2).toNanos();

  private final long disorderMillis;
  private final long silenceMillis;
  private final long lagMillis;
  private final RelativeClock activity;
  private final Clock wall;
  private final Ends ends;
  private final Supplier<@Nullable Next> begin;
  private final long madeNanos;
  private long markMillis = Long.MIN_VALUE;
  private long lastActiveMillis;
  private long lastActiveNanos;
  private @Nullable Next next;
  private boolean hasBegun;
  private int partitions;
  private long heldFromNanos;
  private long heldNanos;

  /**
   * Creates the clock of a partition.
   *
   * @param begin the partition, and where it begins; null until it is assigned
   */
  PartitionClock(
      Bounds bounds,
      RelativeClock activity,
      Clock wall,
      Ends ends,
      Supplier<@Nullable Next> begin) {
    this.disorderMillis = bounds.disorder().toMillis();
    this.silenceMillis = bounds.silence().toMillis();
    this.lagMillis = Math.max(disorderMillis, bounds.silenceLag().toMillis());
    this.activity = activity;
    this.wall = wall;
    this.ends = ends;
    this.begin = begin;
    this.lastActiveMillis = activity.relativeTimeMillis();
    this.madeNanos = wall.relativeTimeNanos();
    this.lastActiveNanos = madeNanos;
  }

  @Override
  public void onEvent(IntakeResult result, long timeMillis, WatermarkOutput output) {
    begin();
    next = new Next(result.position().partition(), result.position().offset() + 1);
    lastActiveMillis = activity.relativeTimeMillis();
    lastActiveNanos = wall.relativeTimeNanos();
    if (result instanceof IntakeResult.Accepted) {
      advanceTo(Math.min(timeMillis, wall.absoluteTimeMillis()) - disorderMillis);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    begin();
    watchPartitions();
    if (isSilent()) {
      advanceTo(wall.absoluteTimeMillis() - lagMillis);
    }
    boolean isHeld = wall.relativeTimeNanos() - heldFromNanos < heldNanos;
    if (markMillis != Long.MIN_VALUE && !isHeld) {
      output.emitWatermark(new Watermark(markMillis));
    }
  }

  private void advanceTo(long millis) {
    markMillis = Math.max(markMillis, millis);
  }

  /** Takes over where the partition begins. A place in numbers is one of restored state. */
  private void begin() {
    if (!hasBegun) {
      Next assigned = begin.get();
      if (assigned != null) {
        hasBegun = true;
        next = assigned;
        if (assigned.offset() >= 0) {
          hold(madeNanos, RESTORE_HOLD);
        }
      }
    }
  }

  private void watchPartitions() {
    Ends.Answer newest = ends.since(madeNanos);
    int now = newest == null ? 0 : newest.endOffsets().size();
    if (now > partitions) {
      if (partitions > 0) {
        hold(wall.relativeTimeNanos(), NEW_PARTITION_HOLD);
      }
      partitions = now;
    }
  }

  private void hold(long fromNanos, Duration time) {
    heldFromNanos = fromNanos;
    heldNanos = time.toNanos();
  }

  private boolean isSilent() {
    Next place = next;
    if (place == null || activity.relativeTimeMillis() - lastActiveMillis < silenceMillis) {
      return false;
    }
    Ends.Answer answer = ends.since(lastActiveNanos);
    if (answer == null || wall.relativeTimeNanos() - answer.askedNanos() >= RECENT_NANOS) {
      return false;
    }
    Long end = answer.endOffsets().get(place.partition());
    return end != null && (end <= Math.max(0, place.offset()) || ends.isNothingLeft(place, end));
  }
}

package io.waymark.job.source;

import io.waymark.kafka.Ends;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.jspecify.annotations.Nullable;

/** The world around a clock under test, moved by hand. It begins at noon. */
final class Hand implements Ends, WatermarkOutput {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final ManualClock wall = new ManualClock(NOON.toEpochMilli() * 1_000_000);

  /** Stands still where {@link #wall} does not. */
  final ManualClock activity = new ManualClock();

  private final List<Watermark> marks = new ArrayList<>();
  private @Nullable Answer answer;
  private @Nullable Next nothingLeftFrom;

  /** Time goes by, and the reader is free to read. */
  void pass(Duration duration) {
    wall.advanceTime(duration);
    activity.advanceTime(duration);
  }

  /** Time goes by, while the reader is held up. */
  void passHeldUp(Duration duration) {
    wall.advanceTime(duration);
  }

  /** The broker says now how far partition 0 goes. */
  void brokerSays(long endOffset) {
    brokerSays(endOffset, 1);
  }

  /** The broker says now how far each of some partitions goes. */
  void brokerSays(long endOffset, int partitions) {
    Map<Integer, Long> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, endOffset);
    }
    answer = new Answer(wall.relativeTimeNanos(), ends);
  }

  /** The broker has shown that no record lies from there to its end. */
  void brokerShowsNothingFrom(long offset) {
    nothingLeftFrom = new Next(0, offset);
  }

  @Override
  public boolean isNothingLeft(Next next, long endOffset) {
    return next.equals(nothingLeftFrom);
  }

  @Override
  public @Nullable Answer since(long nanos) {
    return answer == null || answer.askedNanos() - nanos < 0 ? null : answer;
  }

  /** The last watermark as time after noon; null when there was none. */
  @Nullable Duration mark() {
    return marks.isEmpty() ? null : Duration.between(NOON, Instant.ofEpochMilli(last()));
  }

  /** Returns the mark at which time follows the wall clock. */
  Duration wallMark(Duration disorder) {
    return Duration.between(NOON, Instant.ofEpochMilli(wall.absoluteTimeMillis())).minus(disorder);
  }

  boolean saidAllIsRead() {
    return !marks.isEmpty() && last() == Long.MAX_VALUE;
  }

  private long last() {
    return marks.get(marks.size() - 1).getTimestamp();
  }

  @Override
  public void emitWatermark(Watermark mark) {
    marks.add(mark);
  }

  @Override
  public void markIdle() {
    throw new AssertionError("an idle clock would let time run on in the others");
  }

  @Override
  public void markActive() {}
}

package io.waymark.intake;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instants of local times. A time that the clock skips is refused. A time that the clock
 * shows twice takes the offset that keeps the source in order; where both do, or neither, or
 * nothing is known of the source, the mapping decides.
 */
final class LocalTimes {
  /**
   * The step back that says nothing: a source that writes as things happen may be out of order by
   * so much.
   */
  private static final long DISORDER_MILLIS = 60_000;

  /** The choice where the order does not tell. */
  enum Overlap {
    EARLIER,
    LATER,
    REFUSE
  }

  private LocalTimes() {}

  /** The times of one file, up to now. Of one thread. */
  static final class Order {
    private long lastMillis = Long.MIN_VALUE;
    private long rises;
    private long falls;

    void add(long millis) {
      if (lastMillis != Long.MIN_VALUE) {
        rises += millis > lastMillis ? 1 : 0;
        falls += millis < lastMillis ? 1 : 0;
      }
      lastMillis = millis;
    }

    private boolean isKnown() {
      return lastMillis != Long.MIN_VALUE;
    }

    /** Returns whether a time may come next in a source that is sorted, be it newest first. */
    private boolean fits(long millis) {
      return falls > rises
          ? millis <= lastMillis + DISORDER_MILLIS
          : millis >= lastMillis - DISORDER_MILLIS;
    }
  }

  /** Reports a local time that is there never or twice; the message says which and why. */
  static final class NoInstantException extends Exception {
    private static final long serialVersionUID = 1;

    NoInstantException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Returns the instant at which the clock of a zone shows a time.
   *
   * @param order null where nothing is known of the source
   */
  static Instant instant(LocalDateTime time, ZoneId zone, Overlap overlap, @Nullable Order order)
      throws NoInstantException {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (offsets.size() == 1) {
      return time.toInstant(offsets.get(0));
    }
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(time);
      throw new NoInstantException(
          "there is no such time in "
              + zone
              + ": the clock goes forward from "
              + gap.getDateTimeBefore()
              + " to "
              + gap.getDateTimeAfter().toLocalTime());
    }
    // Both are sorted: the first offset is the one before the clock goes back.
    Instant earlier = time.toInstant(offsets.get(0));
    Instant later = time.toInstant(offsets.get(1));
    if (order != null && order.isKnown()) {
      boolean earlierFits = order.fits(earlier.toEpochMilli());
      if (earlierFits != order.fits(later.toEpochMilli())) {
        return earlierFits ? earlier : later;
      }
    }
    if (overlap == Overlap.REFUSE) {
      throw new NoInstantException(
          "this time is there twice in "
              + zone
              + ", as the clock goes back, and nothing tells which one is meant; let the source"
              + " write the offset, or 'overlap' in the mapping say earlier or later");
    }
    return overlap == Overlap.EARLIER ? earlier : later;
  }
}

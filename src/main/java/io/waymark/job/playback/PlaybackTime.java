package io.waymark.job.playback;

import java.io.Serializable;
import java.time.Duration;

/**
 * The times by which the inputs of a playback are judged. They stay the same for all of it, so that
 * looking through a file and playing it come to the same result.
 *
 * @param nowMillis the wall clock when the playback began
 * @param future how far ahead of it a touchpoint may be stamped
 * @param disorder how far behind the latest touchpoint of its file a touchpoint may be
 */
public record PlaybackTime(long nowMillis, Duration future, Duration disorder)
    implements Serializable {
  /** Longer than any two times are apart. */
  private static final Duration UNBOUNDED = Duration.ofMillis(Long.MAX_VALUE / 2);

  /** Returns these times with a disorder bound that no touchpoint is behind. */
  PlaybackTime withoutLateness() {
    return new PlaybackTime(nowMillis, future, UNBOUNDED);
  }
}

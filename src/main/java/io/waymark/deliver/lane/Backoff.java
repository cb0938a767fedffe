package io.waymark.deliver.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: 1 s, doubled each time up to 1 h, each by a random factor from 0.5
 * to 1.5, so that the retries of an outage do not come at once.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = Duration.ofHours(1).toMillis();
  private static final int MOST_DOUBLINGS = 12;

  /** The longest pause that is honoured when a destination asks for one. */
  static final long MOST_ASKED_MILLIS = Duration.ofDays(1).toMillis();

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Returns the pause after a failed attempt, the first of which is 1. */
  long pauseMillis(int attempt, long askedMillis) {
    long doubled = FIRST_MILLIS << Math.min(Math.max(0, attempt - 1), MOST_DOUBLINGS);
    long jittered = (long) (Math.min(MOST_MILLIS, doubled) * (0.5 + random.nextDouble()));
    return Math.max(jittered, Math.min(askedMillis, MOST_ASKED_MILLIS));
  }
}

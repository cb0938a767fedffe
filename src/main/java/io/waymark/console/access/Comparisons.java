package io.waymark.console.access;

import io.waymark.console.access.DeniedException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Compares few passwords at once, as a comparison takes 64 MiB for a moment, and lets few more wait
 * for their turn, as each of them holds a thread of the server.
 */
final class Comparisons {
  static final int MOST_AT_ONCE = 2;
  static final int MOST_WAITING = 6;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore places = new Semaphore(MOST_AT_ONCE + MOST_WAITING);
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);

  /** A comparison, and what follows from it. */
  @FunctionalInterface
  interface Comparison<T> {
    T compare() throws DeniedException;
  }

  /**
   * Compares when it is this one's turn.
   *
   * @throws DeniedException if too many wait, or the turn does not come in time
   */
  <T> T compare(Comparison<T> comparison) throws DeniedException {
    if (!places.tryAcquire()) {
      throw tooMany();
    }
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw tooMany();
      }
      try {
        return comparison.compare();
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooMany();
    } finally {
      places.release();
    }
  }

  /** Returns how many more may come now. */
  int free() {
    return places.availablePermits();
  }

  private static DeniedException tooMany() {
    return new DeniedException(
        Reason.TOO_MANY, "too many log in at this moment", "try again in a few seconds");
  }
}

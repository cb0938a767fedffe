package io.waymark.lab;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for an event that is not signalled, such as another process's open port: polls at once,
 * then again and again. For an event that is signalled, such as the end of a task, a latch is
 * better.
 *
 * @param longest the time after which it gives up
 * @param lookEvery how long it rests between two looks
 */
public record Patience(Duration longest, Duration lookEvery) {
  /** A look at whether the awaited condition holds. */
  @FunctionalInterface
  public interface Probe<E extends Exception> {
    boolean holds() throws E, InterruptedException;
  }

  /** Looks ten times a second. */
  public static Patience of(Duration longest) {
    return new Patience(longest, Duration.ofMillis(100));
  }

  /** Returns whether the condition held in time. */
  public <E extends Exception> boolean until(Probe<E> probe) throws E, InterruptedException {
    long start = System.nanoTime();
    while (!probe.holds()) {
      if (System.nanoTime() - start >= longest.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(lookEvery.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return true;
  }

  /**
   * Returns when the condition holds.
   *
   * @param what the condition in words, as it stands after "until"
   * @throws TimeoutException if it did not in time, with what was waited for
   */
  public <E extends Exception> void await(String what, Probe<E> probe)
      throws E, InterruptedException, TimeoutException {
    if (!until(probe)) {
      throw new TimeoutException("waited " + longest.toSeconds() + " s until " + what);
    }
  }
}

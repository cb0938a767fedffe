package io.waymark.job.journey;

import io.waymark.customer.Customer;
import io.waymark.match.Runs;
import java.time.Duration;

/**
 * Keeps one timer per customer, at the earliest deadline. A deadline that goes away leaves its
 * timer behind, which costs one read when it fires. A customer's value says which timer is set.
 */
final class DeadlineTimers {
  /** Event-time timers by customer. */
  interface Timers {
    void set(String customer, long millis);

    void delete(String customer, long millis);
  }

  /**
   * A timer for a later deadline is set for the end of this time and then set anew, so that no
   * timer outlives its deadline by more.
   */
  private static final long LONGEST_SLEEP_MILLIS = Duration.ofHours(24).toMillis();

  private final Timers timers;

  DeadlineTimers(Timers timers) {
    this.timers = timers;
  }

  /** Notes that the timer of a customer has fired and is gone. */
  static void noteFired(Customer customer) {
    customer.timerMillis(Runs.NEVER);
  }

  /**
   * Sees to it that a timer fires at the customer's earliest deadline, or earlier.
   *
   * @param deadlineMillis {@link Runs#NEVER} if there is none
   * @param clockMillis the event time
   */
  void arm(Customer customer, long deadlineMillis, long clockMillis) {
    long wakeMillis = Math.min(deadlineMillis, latestWakeMillis(clockMillis));
    if (deadlineMillis != Runs.NEVER && wakeMillis < customer.timerMillis()) {
      if (customer.timerMillis() != Runs.NEVER) {
        timers.delete(customer.id(), customer.timerMillis());
      }
      timers.set(customer.id(), wakeMillis);
      customer.timerMillis(wakeMillis);
    }
  }

  private static long latestWakeMillis(long clockMillis) {
    return clockMillis > Long.MAX_VALUE - LONGEST_SLEEP_MILLIS
        ? Long.MAX_VALUE
        : clockMillis + LONGEST_SLEEP_MILLIS;
  }
}

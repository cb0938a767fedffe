package io.waymark.lab.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * All customers there ever were and will be.
 *
 * <p>Before the shop opened they came at the pace of life, so that what a rule waits days for comes
 * due now; since then they come often and do in seconds what others do in minutes, so that there is
 * something to watch.
 *
 * @param seed the same one gives the same customers
 * @param opened when the history ends and live begins
 * @param history how far back the history goes
 * @param influences what drives customers away or brings them back
 */
public record Shop(long seed, Instant opened, Duration history, Influences influences) {
  /** Long enough for a month of silence to come due. */
  public static final Duration HISTORY = Duration.ofDays(35);

  public Shop {
    Objects.requireNonNull(opened);
    Objects.requireNonNull(influences);
    if (history.isNegative()) {
      throw new IllegalArgumentException("history is negative: " + history);
    }
  }

  /** Creates a shop with the influences that are planted in every shop that runs. */
  public Shop(long seed, Instant opened, Duration history) {
    this(seed, opened, history, Influences.PLANTED);
  }

  /**
   * Returns the whole journey of one customer, whatever the time is now. Customers are numbered
   * from 0, in order of arrival.
   */
  public Journey plan(long number) {
    return arrivals().plan(number);
  }

  /** Returns the touchpoints of all customers in order of time, without end. */
  public Crowd touchpoints() {
    return touchpointsFrom(Instant.EPOCH);
  }

  /** Returns the touchpoints of all customers from {@code start} on. */
  public Crowd touchpointsFrom(Instant start) {
    return new Crowd(arrivals(), start.toEpochMilli());
  }

  private Arrivals arrivals() {
    return Arrivals.of(this);
  }
}

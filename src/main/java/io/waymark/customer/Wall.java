package io.waymark.customer;

import java.util.function.LongSupplier;

/**
 * The wall clock, for the latency that triggers state and for their expiry.
 *
 * @param millis since 1970 UTC
 * @param isOfInput whether the input is about now, so that a trigger has expired by this clock;
 *     where it is about the past, the event time alone decides
 */
public record Wall(LongSupplier millis, boolean isOfInput) {
  /** Returns the time by which a trigger has expired or not. */
  long expiryMillis(long atMillis) {
    return isOfInput ? Math.max(atMillis, millis.getAsLong()) : atMillis;
  }
}

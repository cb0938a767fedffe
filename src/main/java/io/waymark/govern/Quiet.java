package io.waymark.govern;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the customer's clock in which nothing goes out; {@code quiet} in YAML.
 *
 * @param from the local time at which they begin
 * @param to the local time at which they end, on the next day unless it is after {@code from}; null
 *     for the end of the day
 * @param days the days on which they begin
 * @param holds whether a trigger waits for their end, rather than being withheld
 * @param spreadMillis what they are at most longer for a customer, so that not all triggers go out
 *     at the same moment; 0 for nothing
 * @param except triggers that go out all the same
 */
public record Quiet(
    LocalTime from,
    @Nullable LocalTime to,
    Set<DayOfWeek> days,
    boolean holds,
    long spreadMillis,
    Selector except) {
  public Quiet {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }
}

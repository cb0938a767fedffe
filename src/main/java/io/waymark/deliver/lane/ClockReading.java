package io.waymark.deliver.lane;

/**
 * Both clocks at one moment. Delays are measured by the steady one, which nobody sets; triggers
 * expire by the wall clock, as their authors mean it.
 *
 * @param steadyMillis since a moment of its own
 * @param wallMillis since 1970 UTC
 */
public record ClockReading(long steadyMillis, long wallMillis) {
  /** Returns the steady time at which the wall clock will show a time, unless somebody sets it. */
  long steadyAt(long wall) {
    return wall == Long.MAX_VALUE ? Long.MAX_VALUE : steadyMillis + (wall - wallMillis);
  }
}

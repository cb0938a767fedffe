package io.waymark.journey.estimate;

import java.util.OptionalInt;

/**
 * A quantile of durations, in buckets, and its 95% interval.
 *
 * @param bucket empty if too few visits ended: the quantile is longer than the largest age
 * @param low empty if even the interval starts past the largest age
 * @param high empty if the interval has no end among the ages seen
 */
public record Quantile(OptionalInt bucket, OptionalInt low, OptionalInt high) {}

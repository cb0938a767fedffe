package io.waymark.govern;

/**
 * The moment at which the gates are asked.
 *
 * @param atMillis event time
 * @param nowMillis by which a trigger has expired or not: the wall clock where the input is about
 *     now, and never earlier than {@code atMillis}
 */
public record Moment(long atMillis, long nowMillis) {}

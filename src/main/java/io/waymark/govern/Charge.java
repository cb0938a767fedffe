package io.waymark.govern;

/**
 * A trigger that went out to a customer, as caps count it.
 *
 * @param millis when it went out
 * @param labels its labels at that time
 */
public record Charge(long millis, Labels labels) {}

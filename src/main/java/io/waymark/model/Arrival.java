package io.waymark.model;

/**
 * A touchpoint on its way to its customer.
 *
 * @param receivedMillis the wall clock when the job read it, milliseconds since 1970 UTC
 */
public record Arrival(Touchpoint touchpoint, Position position, long receivedMillis) {}

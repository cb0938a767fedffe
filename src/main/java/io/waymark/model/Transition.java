package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * A customer entered a stage.
 *
 * @param from the stage before, null for the first one
 * @param cause the id of the touchpoint that caused it
 * @param timeMillis the time of that touchpoint
 */
public record Transition(
    String customer,
    @Nullable String from,
    String to,
    String cause,
    String causeType,
    long timeMillis) {}

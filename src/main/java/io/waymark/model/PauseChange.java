package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * A pause as it lies on its topic, or its end. Produced by the source of pauses, consumed and kept
 * by the journey operator, and heard by the breaker operator.
 *
 * @param rule the key of the record; empty where that is no pause
 * @param pause null where a person has resumed the rule
 * @param offset the place in the topic, from 0
 */
public record PauseChange(String rule, @Nullable Pause pause, long offset) implements Directive {}

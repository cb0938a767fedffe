package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * A policy as it was pushed. Produced by the policy source, consumed and kept by the journey
 * operator.
 *
 * @param text the YAML; null to have no policy
 * @param origin where it was pushed, for its author: a file or a topic with partition and offset
 * @param offset the place in the topic, from 0
 */
public record PolicyText(@Nullable String text, String origin, long offset) implements Directive {}

package io.waymark.match;

import io.waymark.model.Touchpoint;

/**
 * The part of a step's condition that a touchpoint fulfils by itself, whatever was chosen before.
 * Made by {@link Criteria}.
 */
@FunctionalInterface
public interface Criterion {
  boolean test(Touchpoint touchpoint);
}

package io.waymark.match;

import io.waymark.model.Touchpoint;

/**
 * What a touchpoint must fulfil by itself, whatever was chosen before. Made by {@link Conditions}.
 */
@FunctionalInterface
public interface Condition {
  boolean test(Touchpoint touchpoint);
}

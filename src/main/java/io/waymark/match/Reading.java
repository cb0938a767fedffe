package io.waymark.match;

import io.waymark.expression.Path;
import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/** Reads a field of touchpoints, and remembers it for the one that was read last. */
final class Reading {
  private final Path path;
  private @Nullable Touchpoint last;
  private @Nullable Object key;
  private double number;

  Reading(Path path) {
    this.path = path;
  }

  /** {@link Path#keyOf}. */
  @Nullable Object key(Touchpoint touchpoint) {
    read(touchpoint);
    return key;
  }

  /** {@link Path#numberOf}. */
  double number(Touchpoint touchpoint) {
    read(touchpoint);
    return number;
  }

  @SuppressWarnings("ReferenceEquality") // the same touchpoint, not an equal one: it must be cheap
  private void read(Touchpoint touchpoint) {
    if (touchpoint != last) {
      key = path.keyOf(touchpoint);
      number = path.numberOf(touchpoint);
      last = touchpoint;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reading reading && path.equals(reading.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}

package io.waymark.match.compact;

import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/**
 * Reduces touchpoints to what runs keep, for all rules that keep the same: what many rules choose
 * is one object, and so is held and written once. Of one thread.
 */
final class Reduction {
  private final Kept kept;

  /** The touchpoint that was reduced last. */
  private @Nullable Touchpoint last;

  /** The part of {@link #last} that runs keep. */
  private @Nullable Touchpoint reduced;

  Reduction(Kept kept) {
    this.kept = kept;
  }

  /** Returns the part of a touchpoint that runs keep: the same object each time in a row. */
  @SuppressWarnings("ReferenceEquality") // the same touchpoint, not an equal one: it must be cheap
  Touchpoint of(Touchpoint touchpoint) {
    if (touchpoint != last || reduced == null) {
      reduced = kept.reduce(touchpoint);
      last = touchpoint;
    }
    return reduced;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reduction that && kept.equals(that.kept);
  }

  @Override
  public int hashCode() {
    return kept.hashCode();
  }
}

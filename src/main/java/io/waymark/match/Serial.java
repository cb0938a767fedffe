package io.waymark.match;

import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/**
 * Numbers touchpoints in the order in which they are asked about, from 1. An object that remembers
 * an answer remembers the number with it, not the touchpoint: a pointer to a new touchpoint from an
 * old object is work for the garbage collector, and thousands remember. Of one thread.
 */
final class Serial {
  private @Nullable Touchpoint last;
  private long number;

  /**
   * Returns the number of a touchpoint. It gets a new one if another touchpoint was asked about in
   * between.
   */
  @SuppressWarnings("ReferenceEquality") // the same touchpoint, not an equal one: it must be cheap
  long number(Touchpoint touchpoint) {
    if (touchpoint != last) {
      last = touchpoint;
      number++;
    }
    return number;
  }
}

package io.waymark.match;

import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/**
 * Numbers touchpoints as they are asked about, from 1, so that whoever remembers an answer
 * remembers for which one by its number. A pointer to a new touchpoint from an old object is work
 * for the garbage collector, and thousands remember. Of one thread.
 */
final class Serial {
  private @Nullable Touchpoint last;
  private long number;

  /** That of the touchpoint, which is another one whenever another was asked about before. */
  @SuppressWarnings("ReferenceEquality") // the same touchpoint, not an equal one: it must be cheap
  long number(Touchpoint touchpoint) {
    if (touchpoint != last) {
      last = touchpoint;
      number++;
    }
    return number;
  }
}

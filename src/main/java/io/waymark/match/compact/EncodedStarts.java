package io.waymark.match.compact;

import io.waymark.model.Touchpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the binary form of runs that have just started. Many rules start at one touchpoint, and
 * the runs of those that keep the same of it, name its type by the same number and wait at the same
 * places have the same form: it is made once, and the runs share its array. Of one thread.
 */
final class EncodedStarts {
  /** A power of two; the rules that start at one touchpoint have a handful of forms. */
  private static final int SLOTS = 32;

  /** Makes the form where it is not remembered. */
  interface Encoder {
    byte[] encode() throws IOException;
  }

  private record Start(Touchpoint touchpoint, int type, long waiting, byte[] form) {}

  private final @Nullable Start[] slots = new Start[SLOTS];

  /**
   * Returns the form of runs that hold one touchpoint.
   *
   * @param touchpoint the very object
   * @param type the number of its type
   * @param waiting the places at which its chain waits, a bit each
   */
  @SuppressWarnings("ReferenceEquality") // the same touchpoint, not an equal one: it must be cheap
  byte[] of(Touchpoint touchpoint, int type, long waiting, Encoder encoder) throws IOException {
    int slot = (int) ((waiting * 31 + type) & (SLOTS - 1));
    Start known = slots[slot];
    if (known == null
        || known.touchpoint != touchpoint
        || known.type != type
        || known.waiting != waiting) {
      known = new Start(touchpoint, type, waiting, encoder.encode());
      slots[slot] = known;
    }
    return known.form;
  }
}

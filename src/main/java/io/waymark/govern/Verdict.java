package io.waymark.govern;

import io.waymark.model.Gate;
import org.jspecify.annotations.Nullable;

/** The answer of the gates about a trigger. */
public sealed interface Verdict {
  /** No gate withholds it. */
  record Passed() implements Verdict {}

  /**
   * It does not go out.
   *
   * @param numbers what the gate went by, in words; null where it has nothing to say
   */
  record Withheld(Gate gate, @Nullable String numbers) implements Verdict {}

  /**
   * It waits, and is asked about again.
   *
   * @param untilMillis event time
   * @param numbers what the gate went by, in words
   */
  record Held(Gate gate, long untilMillis, String numbers) implements Verdict {}
}

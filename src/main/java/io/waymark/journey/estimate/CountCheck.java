package io.waymark.journey.estimate;

/** Checks of the counts that come in. */
final class CountCheck {
  private CountCheck() {}

  /** Refuses a negative count. */
  static void check(String name, long count) {
    if (count < 0) {
      throw new IllegalArgumentException(name + " must not be negative, is " + count);
    }
  }

  /** Refuses an array of another length, or with a negative count. */
  static void check(String name, long[] counts, int length) {
    if (counts.length != length) {
      throw new IllegalArgumentException(
          "%s must have %d counts, has %d".formatted(name, length, counts.length));
    }
    for (int i = 0; i < length; i++) {
      check(name + "[" + i + "]", counts[i]);
    }
  }
}

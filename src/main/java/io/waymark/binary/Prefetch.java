package io.waymark.binary;

/**
 * Consumes values that are read only to load their cache lines before they are needed. As the
 * values end up here, the compiler cannot remove the reads. Not thread-safe.
 */
public final class Prefetch {
  private long touched;

  /** Consumes a value, or the sum of several. */
  public void touch(long value) {
    touched += value;
  }

  /** Returns the sum of all consumed values; it only tells whether anything was read. */
  public long touched() {
    return touched;
  }
}

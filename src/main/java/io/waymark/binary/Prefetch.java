package io.waymark.binary;

/**
 * Takes the values that are read only so that their cache lines are at hand when they are needed:
 * as they end up here, the compiler does not leave the reads out. Of one thread.
 */
public final class Prefetch {
  private long touched;

  public void touch(long read) {
    touched += read;
  }

  /** The sum of what was read; it means nothing but that something was. */
  public long touched() {
    return touched;
  }
}

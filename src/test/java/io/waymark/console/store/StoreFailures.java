package io.waymark.console.store;

/** Failures as the store throws them. */
public final class StoreFailures {
  private StoreFailures() {}

  public static StoreException full() {
    return new StoreException(StoreException.Kind.FULL, "no room on the disk", null);
  }
}

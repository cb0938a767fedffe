package io.waymark.journey;

/** Times as whole minutes since 1970, by which the map dates what it counts. */
final class Minutes {
  static final long MILLIS = 60_000;
  static final long AN_HOUR = 60;
  static final long A_DAY = 24 * AN_HOUR;

  private Minutes() {}

  /** Returns the minute of a time. */
  static long of(long millis) {
    return Math.floorDiv(millis, MILLIS);
  }
}

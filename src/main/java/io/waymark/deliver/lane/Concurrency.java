package io.waymark.deliver.lane;

/**
 * The number of attempts that may be in flight: halved when the destination says that it is busy,
 * grown by one for each round of successes (additive increase, multiplicative decrease, as in TCP).
 */
final class Concurrency {
  private final int most;
  private double limit;

  Concurrency(int most) {
    this.most = most;
    this.limit = most;
  }

  int limit() {
    return (int) limit;
  }

  void succeed() {
    limit = Math.min(most, limit + 1 / limit);
  }

  void fall() {
    limit = Math.max(1, limit / 2);
  }

  /** Starts again from one, after an outage. */
  void startSlowly() {
    limit = 1;
  }
}

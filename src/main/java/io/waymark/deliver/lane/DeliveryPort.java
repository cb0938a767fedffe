package io.waymark.deliver.lane;

/**
 * Carries out what an {@link Endpoint} decides. A delivery ends with {@link #delivered} or {@link
 * #die}; in between it may be parked once.
 */
public interface DeliveryPort {
  /** Starts an attempt; its answer comes back by {@link Endpoint#settle}. */
  void attempt(Delivery delivery);

  /**
   * Makes a delivery durable, so that its offset can be committed; it stays in its lane.
   *
   * @param reason in words
   */
  void park(Delivery delivery, String reason);

  void delivered(Delivery delivery, Answer answer);

  /** Notes a failed attempt that another will follow at {@code nextMillis} of the wall clock. */
  void failed(Delivery delivery, Answer answer, long nextMillis);

  /** Notes a failed attempt that no other will follow; {@link #die} comes next. */
  void failedForGood(Delivery delivery, Answer answer);

  /** Gives a delivery up; {@link Endpoint#bury} follows once it is a dead letter. */
  void die(Delivery delivery, String reason);

  /** Notes that the breaker opened or closed, or that the endpoint was disabled or enabled. */
  void changed(Breaker.State state);
}

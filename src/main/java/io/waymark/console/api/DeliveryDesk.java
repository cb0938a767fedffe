package io.waymark.console.api;

import io.waymark.kafka.NotReadyException;
import io.waymark.model.EndpointStatus;

/** Changes what the processes that deliver do. */
public interface DeliveryDesk {
  /**
   * The triggers that were given up and are sent again.
   *
   * @param to the destination
   * @param sinceMillis when they were given up, at the earliest
   * @param untilMillis how long they are tried
   * @param isTried whether they are counted only, and nothing is sent
   */
  record Request(String to, long sinceMillis, long untilMillis, boolean isTried) {}

  /**
   * The outcome of a replay.
   *
   * @param triggers how many are sent again, or would be
   * @param passedOver how many dead letters of the delivery cannot be sent again, as they are not
   *     whole
   */
  record Outcome(int triggers, int passedOver) {}

  /**
   * Enables or disables a destination, for all processes that deliver.
   *
   * @throws NotReadyException if Kafka does not take it
   */
  void put(EndpointStatus status) throws NotReadyException, InterruptedException;

  /**
   * Sends triggers again that were given up and were not delivered since.
   *
   * @throws NotReadyException if Kafka does not answer
   */
  Outcome replay(Request request) throws NotReadyException, InterruptedException;
}

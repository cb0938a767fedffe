package io.waymark.deliver.watch;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole delivery at a moment, as its one thread has put it together.
 *
 * @param endpoints by the names of their destinations
 * @param lag by partitions of the topic of triggers
 * @param heartbeatAgeMillis since the group has last spoken to Kafka; -1 where it never has
 * @param steadyMillis the moment, by the steady clock
 */
public record DeliveryState(
    Map<String, EndpointState> endpoints,
    Map<Integer, Long> lag,
    long heartbeatAgeMillis,
    long steadyMillis) {
  static final DeliveryState NONE = new DeliveryState(Map.of(), Map.of(), -1, Long.MIN_VALUE / 2);

  public DeliveryState {
    endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
    lag = Collections.unmodifiableMap(new TreeMap<>(lag));
  }

  /** Returns it without the endpoint of triggers that have no destination, which nobody enables. */
  DeliveryState named() {
    Map<String, EndpointState> named = new TreeMap<>(endpoints);
    named.remove(DeliveryMetrics.NO_DESTINATION);
    return new DeliveryState(named, lag, heartbeatAgeMillis, steadyMillis);
  }
}

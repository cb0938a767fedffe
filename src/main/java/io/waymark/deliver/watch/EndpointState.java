package io.waymark.deliver.watch;

import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Endpoint;

/** A destination at a moment. */
public record EndpointState(
    int waiting, int parked, int inFlight, long memoryBytes, Breaker.Condition condition) {
  public static EndpointState of(Endpoint endpoint) {
    return new EndpointState(
        endpoint.held(),
        endpoint.held() - endpoint.inMemory(),
        endpoint.inFlight(),
        endpoint.bytesInMemory(),
        endpoint.state().condition());
  }
}

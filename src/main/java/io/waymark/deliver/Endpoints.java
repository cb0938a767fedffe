package io.waymark.deliver;

import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Budget;
import io.waymark.deliver.lane.ClockReading;
import io.waymark.deliver.lane.Delivery;
import io.waymark.deliver.lane.Endpoint;
import io.waymark.deliver.lane.Limits;
import io.waymark.deliver.watch.DeliveryMetrics;
import io.waymark.deliver.watch.EndpointState;
import io.waymark.model.EndpointStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints of all destinations, and one for triggers whose destination nobody has named. */
final class Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final String NO_DESTINATION = "no destination has this name";
  private static final int MOST_WARNED = 1_000;

  private final Map<String, Endpoint> byName = new HashMap<>();
  private final Endpoint nameless;
  private final Destinations destinations;
  private final DeliveryMetrics metrics;
  private final Set<String> warned = new HashSet<>();

  /**
   * Creates the endpoints.
   *
   * @param limits of each destination, by its name
   * @param budget that they share
   * @param posts makes what carries out the decisions for a destination
   */
  Endpoints(
      Destinations destinations,
      Map<String, Limits> limits,
      Budget budget,
      Function<String, Post> posts,
      DeliveryMetrics metrics,
      RandomGenerator random,
      ClockReading now) {
    this.destinations = destinations;
    this.metrics = metrics;
    limits.forEach(
        (to, each) ->
            byName.put(
                to,
                endpoint(posts.apply(to), each, budget, Breaker.Condition.CLOSED, random, now)));
    nameless =
        endpoint(
            posts.apply(DeliveryMetrics.NO_DESTINATION),
            Limits.of(0, 1),
            budget,
            Breaker.Condition.DISABLED,
            random,
            now);
  }

  private static Endpoint endpoint(
      Post post,
      Limits limits,
      Budget budget,
      Breaker.Condition condition,
      RandomGenerator random,
      ClockReading now) {
    Breaker.State state = new Breaker.State(condition, now.wallMillis(), NO_DESTINATION);
    Endpoint endpoint = new Endpoint(limits, budget, state, post, random, now);
    post.serve(endpoint);
    return endpoint;
  }

  void add(Delivery delivery) {
    String name = name(delivery);
    metrics.of(name).countTaken();
    find(name, delivery).add(delivery);
  }

  boolean drop(Delivery delivery) {
    String name = name(delivery);
    boolean isDropped = find(name, delivery).drop(delivery);
    if (isDropped) {
      metrics.of(name).countHandedOver(1);
    }
    return isDropped;
  }

  /** Puts a destination into the state that another process or a person has given it. */
  void become(EndpointStatus status, ClockReading now) {
    Endpoint endpoint = byName.get(status.to());
    if (endpoint != null) {
      Breaker.Condition condition =
          switch (status.state()) {
            case LIVE -> Breaker.Condition.CLOSED;
            case FAILING -> Breaker.Condition.OPEN;
            case DISABLED -> Breaker.Condition.DISABLED;
          };
      endpoint.become(new Breaker.State(condition, status.sinceMillis(), status.reason()), now);
    }
  }

  void advance(ClockReading now) {
    byName.values().forEach(endpoint -> endpoint.advance(now));
    nameless.advance(now);
  }

  void forget(int partition) {
    all().forEach((name, endpoint) -> metrics.of(name).countHandedOver(endpoint.forget(partition)));
  }

  /** Returns when {@link #advance} has something to do, by the steady clock. */
  long wakeMillis(ClockReading now) {
    return byName.values().stream()
        .mapToLong(endpoint -> endpoint.wakeMillis(now))
        .reduce(nameless.wakeMillis(now), Math::min);
  }

  /** Returns how each destination is. */
  Map<String, EndpointState> states() {
    Map<String, EndpointState> states = new HashMap<>();
    all().forEach((name, endpoint) -> states.put(name, EndpointState.of(endpoint)));
    return states;
  }

  private Map<String, Endpoint> all() {
    Map<String, Endpoint> all = new HashMap<>(byName);
    all.put(DeliveryMetrics.NO_DESTINATION, nameless);
    return all;
  }

  private String name(Delivery delivery) {
    return destinations
        .find(delivery.to())
        .map(Destination::to)
        .orElse(DeliveryMetrics.NO_DESTINATION);
  }

  private Endpoint find(String name, Delivery delivery) {
    Endpoint endpoint = byName.get(name);
    if (endpoint != null) {
      return endpoint;
    }
    if (warned.size() < MOST_WARNED && warned.add(delivery.to())) {
      LOG.warn(
          "triggers for '{}' are parked, as no destination has this name; name it in the file of"
              + " deliver.destinations and start again",
          delivery.to());
    }
    return nameless;
  }
}

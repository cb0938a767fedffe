package io.waymark.deliver;

import io.waymark.deliver.lane.Breaker;
import io.waymark.deliver.lane.Delivery;
import io.waymark.deliver.lane.Endpoint;
import io.waymark.deliver.lane.Limits;
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
  private final Set<String> warned = new HashSet<>();

  /**
   * Creates the endpoints.
   *
   * @param posts makes what carries out the decisions for a destination
   */
  Endpoints(
      Map<String, Limits> limits,
      Function<String, Post> posts,
      RandomGenerator random,
      long nowMillis) {
    limits.forEach(
        (to, each) ->
            byName.put(
                to, endpoint(posts.apply(to), each, Breaker.Condition.CLOSED, random, nowMillis)));
    nameless =
        endpoint(posts.apply(""), Limits.of(0, 1), Breaker.Condition.DISABLED, random, nowMillis);
  }

  private static Endpoint endpoint(
      Post post,
      Limits limits,
      Breaker.Condition condition,
      RandomGenerator random,
      long nowMillis) {
    Breaker.State state = new Breaker.State(condition, nowMillis, NO_DESTINATION);
    Endpoint endpoint = new Endpoint(limits, state, post, random, nowMillis);
    post.serve(endpoint);
    return endpoint;
  }

  void add(Delivery delivery) {
    find(delivery).add(delivery);
  }

  boolean drop(Delivery delivery) {
    return find(delivery).drop(delivery);
  }

  /** Puts a destination into the state that another process or a person has given it. */
  void become(EndpointStatus status, long nowMillis) {
    Endpoint endpoint = byName.get(status.to());
    if (endpoint != null) {
      Breaker.Condition condition =
          switch (status.state()) {
            case LIVE -> Breaker.Condition.CLOSED;
            case FAILING -> Breaker.Condition.OPEN;
            case DISABLED -> Breaker.Condition.DISABLED;
          };
      endpoint.become(
          new Breaker.State(condition, status.sinceMillis(), status.reason()), nowMillis);
    }
  }

  void advance(long nowMillis) {
    byName.values().forEach(endpoint -> endpoint.advance(nowMillis));
    nameless.advance(nowMillis);
  }

  void forget(int partition) {
    byName.values().forEach(endpoint -> endpoint.forget(partition));
    nameless.forget(partition);
  }

  /** Returns when {@link #advance} has something to do. */
  long wakeMillis() {
    return byName.values().stream()
        .mapToLong(Endpoint::wakeMillis)
        .reduce(nameless.wakeMillis(), Math::min);
  }

  private Endpoint find(Delivery delivery) {
    Endpoint endpoint = byName.get(delivery.to());
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

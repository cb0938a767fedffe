package io.waymark.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions, in memory: a restart of the console ends them all. */
final class Sessions {
  /** The number of sessions that are kept; the oldest ends for one more. */
  static final int MOST = 10_000;

  private final Duration length;
  private final Clock clock;
  private final Map<String, Session> open = new LinkedHashMap<>();

  Sessions(Duration length, Clock clock) {
    this.length = length;
    this.clock = clock;
  }

  synchronized Session open(User user) {
    Instant now = clock.instant();
    open.values().removeIf(session -> !session.end().isAfter(now));
    if (open.size() >= MOST) {
      open.remove(open.keySet().iterator().next());
    }
    Session session = new Session(Secret.make(), user, Secret.make(), now.plus(length));
    open.put(session.id(), session);
    return session;
  }

  synchronized Optional<Session> find(String id) {
    return Optional.ofNullable(open.get(id))
        .filter(session -> session.end().isAfter(clock.instant()));
  }

  synchronized void close(String id) {
    open.remove(id);
  }
}

package io.waymark.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down the guessing of a user's password. */
final class Attempts {
  static final int FREE = 5;
  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final int MOST_NAMES = 10_000;

  private final Clock clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  /**
   * The failures of a name since its last success.
   *
   * @param last when the last one was
   */
  private record Failures(int count, Instant last) {}

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** Returns whether the name may try again now. */
  synchronized boolean isOpen(String name) {
    Failures known = failures.get(name);
    return known == null
        || known.count() < FREE
        || !known.last().plus(PAUSE).isAfter(clock.instant());
  }

  synchronized void failed(String name) {
    Failures known = failures.remove(name);
    if (failures.size() >= MOST_NAMES) {
      failures.remove(failures.keySet().iterator().next());
    }
    failures.put(name, new Failures(known == null ? 1 : known.count() + 1, clock.instant()));
  }

  synchronized void succeeded(String name) {
    failures.remove(name);
  }
}

package io.waymark.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logins that have begun and are with the provider of identities; each is taken once. */
final class PendingLogins {
  /** How long a login with a provider may take. */
  static final Duration LENGTH = Duration.ofMinutes(10);

  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  private record Pending(OpenIdProvider.Attempt attempt, Instant end) {}

  PendingLogins(Clock clock) {
    this.clock = clock;
  }

  /** Keeps a login and returns the secret by which its browser is known. */
  synchronized String add(OpenIdProvider.Attempt attempt) {
    if (pending.size() >= MOST) {
      pending.remove(pending.keySet().iterator().next());
    }
    String secret = Secret.make();
    pending.put(secret, new Pending(attempt, clock.instant().plus(LENGTH)));
    return secret;
  }

  synchronized Optional<OpenIdProvider.Attempt> take(@Nullable String secret) {
    Pending known = secret == null ? null : pending.remove(secret);
    return known == null || known.end().isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(known.attempt());
  }
}

package io.waymark.console.api;

import io.waymark.console.authoring.Authoring;
import io.waymark.console.store.Rules;
import io.waymark.console.store.StoreException;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the live rules watch, from their newest texts. A text is read once; ten thousand of
 * them take seconds, so the reading goes on behind the requests.
 */
final class LiveRules {
  /** How long the request waits that finds rules changed; enough for some hundred of them. */
  private static final long PATIENCE_MILLIS = 300;

  private final Rules rules;
  private final Authoring authoring;
  private volatile Map<String, Optional<Watching.Watch>> byVersion = Map.of();
  private State known = new State(new Rules.Edition(0, 0), new Watching(List.of()));
  private @Nullable CompletableFuture<State> reading;

  /** Holds what the rules of an edition watch. */
  record State(Rules.Edition edition, Watching watching) {}

  LiveRules(Rules rules, Authoring authoring) {
    this.rules = rules;
    this.authoring = authoring;
  }

  /** Returns what is watched now, or was until rules were changed a moment ago. */
  synchronized State now() {
    Rules.Edition edition = rules.edition();
    if (reading == null && !edition.equals(known.edition())) {
      reading = CompletableFuture.supplyAsync(() -> read(edition));
      awaitBriefly(reading);
    }
    CompletableFuture<State> begun = reading;
    if (begun != null && begun.isDone()) {
      reading = null;
      known = result(begun);
    }
    return known;
  }

  private static void awaitBriefly(CompletableFuture<State> reading) {
    boolean unused =
        reading
            .handle((state, failure) -> true)
            .completeOnTimeout(false, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .join();
  }

  private static State result(CompletableFuture<State> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private State read(Rules.Edition edition) {
    Map<String, Optional<Watching.Watch>> read = new HashMap<>();
    List<Watching.Watch> watches = new ArrayList<>();
    for (Rules.Version version : rules.texts()) {
      Optional<Watching.Watch> watch =
          Optional.ofNullable(byVersion.get(version.version())).orElseGet(() -> read(version));
      read.put(version.version(), watch);
      watch.ifPresent(watches::add);
    }
    byVersion = Map.copyOf(read);
    return new State(edition, new Watching(watches));
  }

  private Optional<Watching.Watch> read(Rules.Version version) {
    String text = version.text();
    Rule rule = text == null ? null : authoring.check(text).rule();
    return rule == null ? Optional.empty() : Optional.ofNullable(Watching.Watch.of(rule));
  }
}

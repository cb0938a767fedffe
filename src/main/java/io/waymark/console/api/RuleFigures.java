package io.waymark.console.api;

import io.waymark.console.store.Decisions;
import io.waymark.console.store.Triggers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what each rule did in the last 24 hours, from the start of an hour on, and asks the store
 * for it at most every few seconds.
 */
final class RuleFigures {
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final Duration WINDOW = Duration.ofHours(24);

  private final Triggers triggers;
  private final Decisions decisions;
  private final Clock clock;
  private Map<String, OfRule> figures = Map.of();
  private long askedMillis = Long.MIN_VALUE;

  /**
   * The figures of a rule. A match that is held has two decisions, and counts with the second one.
   *
   * @param sent matches whose trigger was sent
   * @param withheld matches that a gate withheld
   * @param p50Millis how late half of its triggers were; -1 where it sent none
   */
  record OfRule(long sent, long withheld, long p50Millis) {
    static final OfRule NONE = new OfRule(0, 0, -1);

    long matched() {
      return sent + withheld;
    }

    private OfRule plus(Decisions.Count count) {
      return switch (count.gate()) {
        case Decisions.HELD -> this;
        case Decisions.SENT -> new OfRule(sent + count.count(), withheld, p50Millis);
        default -> new OfRule(sent, withheld + count.count(), p50Millis);
      };
    }
  }

  RuleFigures(ApiParts parts) {
    this.triggers = parts.store().triggers();
    this.decisions = parts.store().decisions();
    this.clock = parts.clock();
  }

  synchronized OfRule of(String rule) {
    long now = clock.millis();
    if (now - FRESH.toMillis() > askedMillis) {
      figures = ask(now - WINDOW.toMillis());
      askedMillis = now;
    }
    return figures.getOrDefault(rule, OfRule.NONE);
  }

  private Map<String, OfRule> ask(long sinceMillis) {
    Map<String, OfRule> found = new HashMap<>();
    for (Decisions.Count count : decisions.counts(sinceMillis)) {
      found.put(count.rule(), found.getOrDefault(count.rule(), OfRule.NONE).plus(count));
    }
    for (Triggers.Rate rate : triggers.totals(sinceMillis)) {
      found.computeIfPresent(
          rate.rule(), (rule, each) -> new OfRule(each.sent(), each.withheld(), rate.p50Millis()));
    }
    return Map.copyOf(found);
  }
}

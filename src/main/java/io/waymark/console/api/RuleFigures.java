package io.waymark.console.api;

import io.waymark.console.store.Decisions;
import io.waymark.console.store.Triggers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Counts what each rule did today (UTC), and asks the store for it at most every few seconds. */
final class RuleFigures {
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final int DAY_MINUTES = 1440;

  private final Triggers triggers;
  private final Decisions decisions;
  private final Clock clock;
  private Map<String, OfRule> figures = Map.of();
  private long askedMillis = Long.MIN_VALUE;

  /**
   * The figures of a rule.
   *
   * @param p50Millis how late half of its triggers were; -1 where it sent none
   */
  record OfRule(long matched, long sent, long p50Millis) {
    static final OfRule NONE = new OfRule(0, 0, -1);

    long withheld() {
      return matched - sent;
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
      figures = ask();
      askedMillis = now;
    }
    return figures.getOrDefault(rule, OfRule.NONE);
  }

  private Map<String, OfRule> ask() {
    long midnight =
        clock
            .instant()
            .atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .toEpochMilli();
    Map<String, OfRule> found = new HashMap<>();
    for (Decisions.Count count : decisions.counts(midnight)) {
      long sent = count.gate().equals(Decisions.SENT) ? count.count() : 0;
      found.merge(
          count.rule(),
          new OfRule(count.count(), sent, -1),
          (one, other) ->
              new OfRule(one.matched() + other.matched(), one.sent() + other.sent(), -1));
    }
    for (Triggers.Rate rate : triggers.rates(midnight, DAY_MINUTES)) {
      found.computeIfPresent(
          rate.rule(), (rule, each) -> new OfRule(each.matched(), each.sent(), rate.p50Millis()));
    }
    return Map.copyOf(found);
  }
}

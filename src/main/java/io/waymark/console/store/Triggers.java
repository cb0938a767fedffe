package io.waymark.console.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The triggers that were sent. */
public interface Triggers {
  /** Which triggers are asked for; null for all. */
  record Filter(
      @Nullable String rule,
      @Nullable String signal,
      @Nullable String owner,
      @Nullable String customer) {
    public static final Filter ALL = new Filter(null, null, null, null);
  }

  /**
   * A trigger.
   *
   * @param dueMillis the time of the completing touchpoint, or the deadline
   * @param emittedMillis the wall clock when it was written; null in documents without it
   * @param document as it is on the topic
   */
  record Row(String id, long dueMillis, @Nullable Long emittedMillis, String document) {}

  /**
   * The triggers of a rule in a span of time, and how late they were: between the moment they were
   * due and the one they were written.
   *
   * @param fromMillis the start of the span
   * @param p50Millis at most so late was the half of them, to an eighth
   * @param p99Millis at most so late were 99 of 100, to an eighth
   */
  record Rate(String rule, long fromMillis, long count, long p50Millis, long p99Millis) {}

  /**
   * Rates of rules, by rule and time.
   *
   * @param rates those of the rules that sent most, and of {@link Rules#OTHERS} together
   * @param others the number of the other rules
   */
  record Rates(List<Rate> rates, int others) {
    public Rates {
      rates = List.copyOf(rates);
    }
  }

  /** Returns triggers, the newest first. */
  Page<Row> page(Filter filter, PageRequest request);

  /**
   * Returns rates from the start of the span of a moment.
   *
   * @param spanMinutes the length of a span, from 1 to 1,440; whole hours are read faster
   * @param mostRules the number of rules with rates of their own
   */
  Rates rates(long sinceMillis, int spanMinutes, int mostRules);

  /** Returns one rate of each rule, by rule, since the start of the hour of a moment. */
  List<Rate> totals(long sinceMillis);
}

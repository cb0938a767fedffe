package io.waymark.console.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcomes of matches. */
public interface Decisions {
  /** The gate of decisions that nothing withheld. */
  String SENT = "sent";

  /** The gate of decisions that hold a match, which another decision follows. */
  String HELD = "held";

  /**
   * Which decisions are asked for; null for all.
   *
   * @param gate {@link #SENT}, {@link #HELD}, or what withheld them
   */
  record Filter(@Nullable String gate, @Nullable String rule, @Nullable String customer) {
    public static final Filter ALL = new Filter(null, null, null);
  }

  /** A decision, as it is on the topic. */
  record Row(String id, long timeMillis, String gate, String document) {}

  /**
   * How many decisions of a rule ended at a gate on a day.
   *
   * @param dayMillis the begin of the day, UTC
   */
  record Count(long dayMillis, String rule, String gate, long count) {}

  /** Takes what is known about one customer after the other; documents in the order of time. */
  @FunctionalInterface
  interface PastTaker {
    /**
     * Takes what is known about a customer.
     *
     * @param decisions about all matches
     * @param heard the documents of the topic {@code applied} that may say something about traits
     *     or consent
     * @param transitions from stage to stage
     * @return whether to go on with the next customer
     */
    boolean take(
        String customer, List<String> decisions, List<String> heard, List<String> transitions);
  }

  /**
   * Hands over the past of each customer about whom there are decisions, by id, until the taker has
   * enough.
   *
   * @param fromMillis from when on decisions are handed over
   * @param isHeard whether touchpoints and transitions are, too: all that are kept
   */
  void pasts(long fromMillis, boolean isHeard, PastTaker taker);

  /** Returns decisions, the newest first. */
  Page<Row> page(Filter filter, PageRequest request);

  /** Returns the counts since the begin of the hour of a moment, by day, rule and gate. */
  List<Count> counts(long sinceMillis);

  /**
   * Counts of rules, by day, rule and gate.
   *
   * @param counts those of the rules with most decisions, and of {@link Rules#OTHERS} together
   * @param others the number of the other rules
   */
  record Counts(List<Count> counts, int others) {
    public Counts {
      counts = List.copyOf(counts);
    }

    /** Adds up the counts of all rules but those with most decisions. */
    public static Counts of(List<Count> all, int mostRules) {
      Map<String, Long> byRule = new HashMap<>();
      all.forEach(each -> byRule.merge(each.rule(), each.count(), Long::sum));
      LargestRules largest = LargestRules.of(byRule, mostRules);
      Map<Count, Long> merged = new LinkedHashMap<>();
      all.forEach(
          each ->
              merged.merge(
                  new Count(each.dayMillis(), largest.nameOf(each.rule()), each.gate(), 0),
                  each.count(),
                  Long::sum));
      return new Counts(
          merged.entrySet().stream()
              .map(
                  each ->
                      new Count(
                          each.getKey().dayMillis(),
                          each.getKey().rule(),
                          each.getKey().gate(),
                          each.getValue()))
              .toList(),
          largest.others());
    }
  }
}

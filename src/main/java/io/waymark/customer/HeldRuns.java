package io.waymark.customer;

import io.waymark.rule.Rule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many open runs of each rule a customer holds after a touchpoint: one for each value
 * that the rule correlates by, those of versions that drain and those that are over but not removed
 * yet included. A customer counts as often as their touchpoints are sampled, because each
 * touchpoint pays for the runs; the averages of all rules add up to the runs that a touchpoint
 * meets. Of one thread.
 */
public final class HeldRuns {
  /** The average of one rule from which on it is much more than rules are meant to hold. */
  public static final int MANY = 20;

  private final RuleBook rules;
  private final Map<String, Count> counts = new HashMap<>();
  private long samples;

  /** The runs of one rule. */
  private static final class Count {
    private long sum;
    private int most;
    private long holding;

    /** The sample that {@link #now} is about. */
    private long sample;

    private int now;

    void add(long current) {
      if (sample != current) {
        sample = current;
        now = 0;
        holding++;
      }
      now++;
      sum++;
      most = Math.max(most, now);
    }
  }

  /** Creates a measure of the rules of a book, without samples. */
  public HeldRuns(RuleBook rules) {
    this.rules = rules;
  }

  /** Adds the runs that a customer holds after a touchpoint; it costs a step for each of them. */
  public void sample(Customer customer) {
    samples++;
    for (int i = 0; i < customer.open.size(); i++) {
      RuleVersion version = customer.open.get(i).version(rules);
      if (version != null) {
        counts.computeIfAbsent(version.rule().id(), id -> new Count()).add(samples);
      }
    }
  }

  /** Returns how many touchpoints were sampled. */
  public long samples() {
    return samples;
  }

  /** Returns after how many of the sampled touchpoints the customer held runs of a rule. */
  public long holding(Rule rule) {
    Count count = count(rule);
    return count == null ? 0 : count.holding;
  }

  /** Returns how many runs of a rule a customer holds on average; 0 without samples. */
  public double average(Rule rule) {
    Count count = count(rule);
    return count == null ? 0 : (double) count.sum / samples;
  }

  /** Returns the most runs of a rule that a customer held. */
  public int most(Rule rule) {
    Count count = count(rule);
    return count == null ? 0 : count.most;
  }

  /** Forgets all samples. */
  public void clear() {
    counts.clear();
    samples = 0;
  }

  private @Nullable Count count(Rule rule) {
    return counts.get(rule.id());
  }
}

package io.waymark.job.journey;

import io.waymark.customer.Customer;
import io.waymark.customer.HeldRuns;
import io.waymark.customer.RuleBook;
import io.waymark.model.RuleStatus;
import io.waymark.rule.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports in the statuses of rules how many open runs a customer holds of each on average.
 *
 * <p>Every {@link #EVERY}th touchpoint that was applied is a sample. A window ends when it has
 * {@link #LEAST_SAMPLES} and a minute has passed since the one before. Then each rule is reported
 * whose average differs by {@link #FACTOR} from the one that was reported last, which is 0 at
 * first: a thousand rules in their usual state report nothing. Averages below {@link #NEGLIGIBLE}
 * are of no interest.
 */
final class RuleHoldings implements RuleDesk.Watcher {
  /** A power of two: about a hundredth of the cost that a touchpoint has for each open run. */
  static final int EVERY = 64;

  static final int LEAST_SAMPLES = 256;
  static final double FACTOR = 1.5;
  static final double NEGLIGIBLE = 0.1;
  private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final RuleDesk.Subtask subtask;
  private final Consumer<RuleStatus> outlet;
  private final LongSupplier wallMillis;
  private final HeldRuns held;
  private final Map<String, Watched> watched = new HashMap<>();
  private int applied;
  private long nextReportMillis = Long.MIN_VALUE;

  /** A version of a rule and the average that was reported of it. */
  private static final class Watched {
    private final Rule rule;

    /** True if it has been in force for all of the window. */
    private boolean isWhole;

    private double reported;

    Watched(Rule rule, boolean isWhole) {
      this.rule = rule;
      this.isWhole = isWhole;
    }

    boolean isNews(double average) {
      return average > reported * FACTOR + NEGLIGIBLE || average < reported / FACTOR - NEGLIGIBLE;
    }
  }

  /** Watches no rule yet. */
  RuleHoldings(
      RuleBook book,
      RuleDesk.Subtask subtask,
      Consumer<RuleStatus> outlet,
      LongSupplier wallMillis) {
    this.held = new HeldRuns(book);
    this.subtask = subtask;
    this.outlet = outlet;
    this.wallMillis = wallMillis;
  }

  @Override
  public void watch(String id, @Nullable Rule rule) {
    if (rule == null) {
      watched.remove(id);
    } else {
      watched.put(id, new Watched(rule, held.samples() == 0));
    }
  }

  /** Notes that a touchpoint was applied to a customer. */
  void noteApplied(Customer customer) {
    if ((++applied & (EVERY - 1)) == 0) {
      sample(customer);
    }
  }

  private void sample(Customer customer) {
    held.sample(customer);
    if (held.samples() >= LEAST_SAMPLES) {
      long now = wallMillis.getAsLong();
      if (now >= nextReportMillis) {
        nextReportMillis = now + PAUSE_MILLIS;
        watched.values().forEach(each -> endWindow(each, now));
        held.clear();
      }
    }
  }

  private void endWindow(Watched each, long now) {
    double average = held.average(each.rule);
    if (each.isWhole && each.isNews(average)) {
      each.reported = average;
      outlet.accept(status(each.rule, average, now));
    }
    each.isWhole = true;
  }

  private RuleStatus status(Rule rule, double average, long now) {
    return new RuleStatus(
        rule.id(),
        rule.version(),
        RuleStatus.State.LIVE,
        List.of(),
        subtask.index(),
        subtask.parallelism(),
        now,
        null,
        Math.round(average * 100) / 100.0,
        null);
  }
}

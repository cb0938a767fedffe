package io.waymark.customer;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Matcher;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.rule.Digest;
import io.waymark.rule.Rule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one touchpoint or deadline does to one customer. The order of things at one touchpoint:
 * duplicates stop here; deadlines that lie before it or at its time pass; traits change; the stage
 * changes; the rules see it; where a stage was entered, the rules see {@code Stage Entered}.
 *
 * <p>Callers apply the touchpoints of a customer in order of time.
 */
public final class CustomerEngine {
  /**
   * A cap on the values that one rule correlates by for one customer; what is opened above it
   * replaces the runs that end first.
   */
  static final int MOST_CORRELATIONS = 500;

  private final Lifecycle lifecycle;
  private final RuleBook rules;
  private final Outlet outlet;
  private final Verdict verdict;

  public CustomerEngine(Lifecycle lifecycle, RuleBook rules, Outlet outlet) {
    this.lifecycle = lifecycle;
    this.rules = rules;
    this.outlet = outlet;
    this.verdict = new Verdict(outlet);
  }

  /**
   * Whether a touchpoint of this id was applied among the customer's last {@link RecentIds#MOST}.
   */
  public static boolean isDuplicate(Customer customer, Touchpoint touchpoint) {
    return customer.recent.contains(touchpoint.id());
  }

  /**
   * Applies a touchpoint that is no duplicate.
   *
   * @param nowMillis the wall clock, for the latency that triggers state
   */
  public void apply(Customer customer, Arrival arrival, long nowMillis) {
    Touchpoint touchpoint = arrival.touchpoint();
    customer.recent.add(touchpoint.id());
    advance(customer, touchpoint.timeMillis(), nowMillis);
    if (touchpoint.type().equals(Touchpoint.IDENTIFY)) {
      identify(customer, touchpoint);
    }
    Optional<Touchpoint> entered = enterStage(customer, touchpoint);
    match(customer, arrival, nowMillis);
    entered.ifPresent(
        e ->
            match(
                customer, new Arrival(e, arrival.position(), arrival.receivedMillis()), nowMillis));
  }

  /** Passes all deadlines up to and including {@code toMillis}. */
  public void advance(Customer customer, long toMillis, long nowMillis) {
    if (customer.wakeMillis() > toMillis) {
      return;
    }
    List<OpenRuns> due =
        customer.open.stream()
            .filter(open -> open.wakeMillis() <= toMillis)
            .sorted(Comparator.comparingLong(OpenRuns::wakeMillis))
            .toList();
    for (OpenRuns open : due) {
      // A match of one clears others, also those of the rule's earlier structure.
      if (customer.open.contains(open)) {
        expire(customer, open, toMillis, nowMillis);
      }
    }
  }

  private void expire(Customer customer, OpenRuns open, long toMillis, long nowMillis) {
    RuleBook.Entry entry = rules.forStructure(open.structure);
    if (entry == null) {
      outlet.droppedRuns(1);
      customer.open.remove(open);
      return;
    }
    Optional<Match> match = entry.matcher().expire(open.with(entry.matcher()), toMillis);
    match.ifPresent(m -> conclude(customer, entry.rule(), open.correlation, m, null, nowMillis));
    removeIfEmpty(customer, open);
  }

  static long idDigest(String ruleId) {
    return Digest.number(ruleId);
  }

  private void identify(Customer customer, Touchpoint touchpoint) {
    touchpoint
        .properties()
        .forEach(
            (name, value) -> {
              if (customer.traits.size() < Customer.MOST_TRAITS
                  || customer.traits.containsKey(name)) {
                customer.traits.put(name, value);
              } else {
                outlet.droppedTrait();
              }
            });
  }

  private Optional<Touchpoint> enterStage(Customer customer, Touchpoint cause) {
    String from = customer.stage;
    Optional<String> next =
        lifecycle.next(from, cause.type(), Scope.ofEvent(cause, customer.scope()));
    return next.map(
        to -> {
          customer.stage = to;
          outlet.transition(
              new Transition(customer.id, from, to, cause.id(), cause.type(), cause.timeMillis()));
          return stageEntered(cause, from, to);
        });
  }

  private static Touchpoint stageEntered(Touchpoint cause, @Nullable String from, String to) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("stage", to);
    if (from != null) {
      properties.put("from", from);
    }
    return new Touchpoint(
        cause.id() + "/" + to,
        cause.customer(),
        cause.anonymousId(),
        Touchpoint.STAGE_ENTERED,
        cause.channel(),
        cause.timeMillis(),
        null,
        properties);
  }

  private void match(Customer customer, Arrival arrival, long nowMillis) {
    for (RuleBook.Entry entry : rules.forType(arrival.touchpoint().type())) {
      String correlation = correlation(entry.rule(), arrival.touchpoint());
      if (correlation != null) {
        match(customer, arrival, entry, correlation, nowMillis);
      }
    }
  }

  private void match(
      Customer customer,
      Arrival arrival,
      RuleBook.Entry entry,
      String correlation,
      long nowMillis) {
    OpenRuns open = find(customer, entry.rule().structure(), correlation);
    if (open == null) {
      if (!entry.isCurrent() || !entry.matcher().opens(arrival.touchpoint())) {
        return;
      }
      open = new OpenRuns(entry.rule().structure(), correlation, entry.matcher());
      customer.open.add(open);
    }
    Matcher matcher = entry.matcher();
    Runs runs = open.with(matcher);
    Optional<Match> match = matcher.advance(runs, arrival.touchpoint());
    match.ifPresent(m -> conclude(customer, entry.rule(), correlation, m, arrival, nowMillis));
    removeIfEmpty(customer, open);
    capCorrelations(customer, open.structure);
  }

  private void conclude(
      Customer customer,
      Rule rule,
      String correlation,
      Match match,
      @Nullable Arrival completedBy,
      long nowMillis) {
    customer.open.removeIf(open -> open.correlation.equals(correlation) && isOfRule(open, rule));
    verdict.pass(customer, rule, rules.status(rule), correlation, match, completedBy, nowMillis);
  }

  private boolean isOfRule(OpenRuns open, Rule rule) {
    RuleBook.Entry entry = rules.forStructure(open.structure);
    return entry != null && entry.rule().id().equals(rule.id());
  }

  private static void removeIfEmpty(Customer customer, OpenRuns open) {
    if (open.isEmpty()) {
      customer.open.remove(open);
    }
  }

  private void capCorrelations(Customer customer, long structure) {
    if (customer.open.size() <= MOST_CORRELATIONS) {
      return;
    }
    List<OpenRuns> own =
        customer.open.stream().filter(open -> open.structure == structure).toList();
    if (own.size() > MOST_CORRELATIONS) {
      customer.open.remove(
          own.stream().min(Comparator.comparingLong(OpenRuns::wakeMillis)).orElseThrow());
      outlet.droppedRuns(1);
    }
  }

  private static @Nullable OpenRuns find(Customer customer, long structure, String correlation) {
    for (OpenRuns open : customer.open) {
      if (open.structure == structure && open.correlation.equals(correlation)) {
        return open;
      }
    }
    return null;
  }

  /**
   * Empty where the rule does not correlate; null where it does and the touchpoint has no value.
   */
  private static @Nullable String correlation(Rule rule, Touchpoint touchpoint) {
    Expression correlate = rule.pattern().correlate();
    if (correlate == null) {
      return "";
    }
    Object value = correlate.evaluate(Scope.ofEvent(touchpoint, Scope.NONE));
    return value == null ? null : value.toString();
  }
}

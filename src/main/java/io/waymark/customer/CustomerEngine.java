package io.waymark.customer;

import io.waymark.expression.Scope;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.rule.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  public static final int MOST_CORRELATIONS = 500;

  private final Lifecycle lifecycle;
  private final RuleBook rules;
  private final Outlet outlet;
  private final Verdict verdict;

  /** The types that enter any stage: few, where touchpoints are many. */
  private final Set<String> entering;

  /** For one touchpoint: which rules have matched. */
  private final List<Concluded> concluded = new ArrayList<>();

  /** For one touchpoint: which rules it starts. */
  private final List<RuleBook.Entry> starting = new ArrayList<>();

  private record Concluded(long idDigest, String correlation) {}

  public CustomerEngine(Lifecycle lifecycle, RuleBook rules, Outlet outlet) {
    this.lifecycle = lifecycle;
    this.rules = rules;
    this.outlet = outlet;
    this.verdict = new Verdict(outlet);
    this.entering =
        lifecycle.stages().stream()
            .flatMap(stage -> stage.on().stream())
            .collect(Collectors.toUnmodifiableSet());
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
    customer.recent.add(touchpoint.id(), touchpoint.timeMillis());
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

  /**
   * When {@link #advance} has something to do at the earliest; {@link Runs#NEVER} for not at all.
   */
  public long wakeMillis(Customer customer) {
    long wake = Runs.NEVER;
    for (int i = 0; i < customer.open.size(); i++) {
      wake = Math.min(wake, customer.open.get(i).deadlineMillis(rules));
    }
    return wake;
  }

  /** Passes all deadlines up to and including {@code toMillis}. */
  public void advance(Customer customer, long toMillis, long nowMillis) {
    if (wakeMillis(customer) > toMillis) {
      return;
    }
    List<OpenRuns> due =
        customer.open.stream()
            .filter(open -> open.deadlineMillis(rules) <= toMillis)
            .sorted(Comparator.comparingLong(open -> open.deadlineMillis(rules)))
            .toList();
    for (OpenRuns open : due) {
      // A match of one closes others, also those of the rule's earlier structure.
      if (!open.isClosed()) {
        expire(customer, open, toMillis, nowMillis);
      }
    }
    customer.sweep();
  }

  private void expire(Customer customer, OpenRuns open, long toMillis, long nowMillis) {
    RuleBook.Entry entry = open.entry(rules);
    if (entry == null) {
      drop(open);
      return;
    }
    open.expire(entry.matcher(), toMillis)
        .ifPresent(match -> conclude(customer, entry, open.correlation, match, null, nowMillis));
  }

  private void drop(OpenRuns open) {
    open.close();
    outlet.droppedRuns(1);
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
    if (!entering.contains(cause.type())) {
      return Optional.empty();
    }
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
    concluded.clear();
    goOn(customer, arrival, nowMillis);
    start(customer, arrival, nowMillis);
    customer.sweep();
  }

  /** Advances the runs that are open. */
  private void goOn(Customer customer, Arrival arrival, long nowMillis) {
    Touchpoint touchpoint = arrival.touchpoint();
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      RuleBook.Entry entry = open.entry(rules);
      if (entry == null) {
        drop(open);
      } else if (isOver(open, entry, touchpoint.timeMillis())) {
        open.close();
      } else if (!open.isClosed()
          && entry.matcher().concerns(touchpoint)
          && open.correlation.equals(entry.correlation(touchpoint))) {
        open.advance(entry.matcher(), touchpoint)
            .ifPresent(
                match -> conclude(customer, entry, open.correlation, match, arrival, nowMillis));
      }
    }
  }

  private static boolean isOver(OpenRuns open, RuleBook.Entry entry, long timeMillis) {
    return open.endMillis(entry) <= timeMillis || entry.drainedMillis() < timeMillis;
  }

  /** Opens runs of the rules that have none and start with the touchpoint. */
  private void start(Customer customer, Arrival arrival, long nowMillis) {
    starting.clear();
    rules.startedBy(arrival.touchpoint(), starting);
    for (RuleBook.Entry entry : starting) {
      String correlation = entry.correlation(arrival.touchpoint());
      if (correlation != null
          && !concluded.contains(new Concluded(entry.idDigest(), correlation))
          && customer.isWithout(entry.rule().structure(), correlation)) {
        start(customer, arrival, entry, correlation, nowMillis);
      }
    }
  }

  private void start(
      Customer customer,
      Arrival arrival,
      RuleBook.Entry entry,
      String correlation,
      long nowMillis) {
    OpenRuns open = new OpenRuns(customer.id, entry, correlation);
    Optional<Match> match = open.advance(entry.matcher(), arrival.touchpoint());
    match.ifPresent(m -> conclude(customer, entry, correlation, m, arrival, nowMillis));
    if (match.isEmpty() && !open.isClosed()) {
      customer.open.add(open);
      capCorrelations(customer, open.structure);
    }
  }

  private long end(OpenRuns open) {
    RuleBook.Entry entry = open.entry(rules);
    return entry == null ? Long.MIN_VALUE : open.endMillis(entry);
  }

  /** What came before a match cannot be part of the next one, whichever version it belongs to. */
  private void conclude(
      Customer customer,
      RuleBook.Entry entry,
      String correlation,
      Match match,
      @Nullable Arrival completedBy,
      long nowMillis) {
    concluded.add(new Concluded(entry.idDigest(), correlation));
    for (OpenRuns open : customer.open) {
      RuleBook.Entry other = open.entry(rules);
      if (other != null
          && other.idDigest() == entry.idDigest()
          && open.correlation.equals(correlation)) {
        open.close();
      }
    }
    verdict.pass(
        customer,
        entry.rule(),
        rules.status(entry.rule()),
        correlation,
        match,
        completedBy,
        nowMillis);
  }

  private void capCorrelations(Customer customer, long structure) {
    if (customer.open.size() <= MOST_CORRELATIONS) {
      return;
    }
    List<OpenRuns> own =
        customer.open.stream()
            .filter(open -> open.structure == structure && !open.isClosed())
            .toList();
    if (own.size() > MOST_CORRELATIONS) {
      drop(own.stream().min(Comparator.comparingLong(open -> end(open))).orElseThrow());
    }
  }
}

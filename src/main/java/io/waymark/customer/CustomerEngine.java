package io.waymark.customer;

import io.waymark.expression.Scope;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.match.Interest;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
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
  private final DropRecorder drops;
  private final Verdict verdict;

  /** The types that enter any stage: few, where touchpoints are many. */
  private final Set<String> entering;

  private long opened;
  private long ended;

  /** For one touchpoint: the matches that it completes. */
  private final List<Found> found = new ArrayList<>();

  private record Found(RuleBook.Entry entry, String correlation, Match match) {
    String rule() {
      return entry.rule().id();
    }

    boolean isOfSameRuns(Found other) {
      return rule().equals(other.rule()) && correlation.equals(other.correlation);
    }
  }

  /** Rules see a touchpoint in the order of their ids, and the current version before others. */
  private static final Comparator<Found> BY_RULE =
      Comparator.comparing(Found::rule).thenComparing(one -> !one.entry().isCurrent());

  /**
   * An engine over rules, which may change between any two calls.
   *
   * @param wallMillis the wall clock, for the latency that triggers state
   */
  public CustomerEngine(
      Lifecycle lifecycle,
      RuleBook rules,
      Outlet outlet,
      DropRecorder drops,
      LongSupplier wallMillis) {
    this.lifecycle = lifecycle;
    this.rules = rules;
    this.outlet = outlet;
    this.drops = drops;
    this.verdict = new Verdict(outlet, rules, wallMillis);
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
   * Applies a touchpoint, unless it is a duplicate.
   *
   * @return whether it was applied
   */
  public boolean apply(Customer customer, Arrival arrival) {
    Touchpoint touchpoint = arrival.touchpoint();
    if (!customer.recent.addNew(touchpoint.id())) {
      return false;
    }
    advance(customer, touchpoint.timeMillis());
    if (touchpoint.type().equals(Touchpoint.IDENTIFY)) {
      identify(customer, touchpoint);
    }
    Optional<Touchpoint> entered = enterStage(customer, touchpoint);
    match(customer, arrival);
    entered.ifPresent(
        e -> match(customer, new Arrival(e, arrival.position(), arrival.receivedMillis())));
    return true;
  }

  /**
   * When {@link #advance} has something to do at the earliest; {@link Runs#NEVER} for not at all.
   */
  public long wakeMillis(Customer customer) {
    if (!customer.isWakeKnown(rules.edition())) {
      long wake = Runs.NEVER;
      for (int i = 0; i < customer.open.size(); i++) {
        wake = Math.min(wake, customer.open.get(i).deadlineMillis(rules));
      }
      customer.knowWake(wake, rules.edition());
    }
    return customer.wakeMillis();
  }

  /**
   * How often a rule's runs were opened and kept for a customer, since this engine began; what
   * state held before does not count.
   */
  public long opened() {
    return opened;
  }

  /** How often runs that were kept have ended, since this engine began. */
  public long ended() {
    return ended;
  }

  /** Passes all deadlines up to and including {@code toMillis}. */
  public void advance(Customer customer, long toMillis) {
    tidy(customer, toMillis);
    if (wakeMillis(customer) > toMillis) {
      return;
    }
    List<OpenRuns> due = new ArrayList<>();
    for (OpenRuns open : customer.open) {
      if (open.deadlineMillis(rules) <= toMillis) {
        due.add(open);
      }
    }
    due.sort(Comparator.comparingLong(open -> open.deadlineMillis(rules)));
    for (OpenRuns open : due) {
      RuleBook.Entry entry = open.entry(rules);
      // A match of one closes others, also those of the rule's earlier structure.
      if (entry != null && !open.isClosed()) {
        open.expire(entry.matcher(), toMillis)
            .ifPresent(match -> conclude(customer, entry, open.correlation, match, null));
        countLost(open, entry);
        customer.open.noteClosed(open);
      }
    }
    customer.forgetWake();
    sweep(customer);
  }

  /**
   * Lets go of runs that are over, and of those whose rule is gone: where rules have changed since
   * the customer was met, and where runs have become many.
   */
  private void tidy(Customer customer, long timeMillis) {
    if (customer.isTidy(rules.edition())) {
      return;
    }
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      RuleBook.Entry entry = open.entry(rules);
      if (entry == null) {
        drop(customer, open);
      } else if (isOver(open, entry, timeMillis)) {
        customer.open.close(open);
      } else {
        customer.open.know(i, entry.interest().types());
      }
    }
    sweep(customer);
    customer.forgetWake();
    customer.tidied(rules.edition());
  }

  /** What awaits a deadline is over with it alone. */
  private static boolean isOver(OpenRuns open, RuleBook.Entry entry, long timeMillis) {
    return !open.isSilent()
        && (entry.drainedMillis() < timeMillis || open.endMillis(entry) <= timeMillis);
  }

  private void countLost(OpenRuns open, RuleBook.Entry entry) {
    if (open.takeLost()) {
      drops.droppedRuns(entry.rule(), 1);
    }
  }

  private void drop(Customer customer, OpenRuns open) {
    customer.open.close(open);
    RuleBook.Entry entry = open.entry(rules);
    drops.droppedRuns(entry == null ? null : entry.rule(), 1);
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
                drops.droppedTrait();
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
          Transition transition =
              new Transition(customer.id, from, to, cause.id(), cause.type(), cause.timeMillis());
          outlet.emit(transition);
          return transition.touchpoint(cause.channel());
        });
  }

  private void match(Customer customer, Arrival arrival) {
    found.clear();
    goOn(customer, arrival.touchpoint());
    rules.startedBy(arrival.touchpoint(), entry -> start(customer, entry, arrival.touchpoint()));
    if (found.size() > 1) {
      found.sort(BY_RULE);
    }
    for (int i = 0; i < found.size(); i++) {
      Found each = found.get(i);
      // A match of one version clears the runs of all.
      if (i == 0 || !each.isOfSameRuns(found.get(i - 1))) {
        conclude(customer, each.entry(), each.correlation(), each.match(), arrival);
      }
    }
    sweep(customer);
  }

  /** Advances the runs that are open. */
  private void goOn(Customer customer, Touchpoint touchpoint) {
    long bit = Interest.bit(touchpoint.type());
    RunsTable all = customer.open;
    for (int i = all.next(0, bit); i < all.size(); i = all.next(i + 1, bit)) {
      OpenRuns open = all.get(i);
      RuleBook.Entry entry = open.entry(rules);
      if (entry != null
          && entry.interest().isIn(touchpoint)
          && open.correlation.equals(entry.correlation(touchpoint))) {
        if (entry.drainedMillis() < touchpoint.timeMillis()) {
          all.close(open);
        } else {
          advance(customer, open, entry, touchpoint);
        }
      }
    }
  }

  /** Opens runs of a rule that the touchpoint starts, unless they are open, and so went on. */
  private void start(Customer customer, RuleBook.Entry entry, Touchpoint touchpoint) {
    String correlation = entry.correlation(touchpoint);
    if (correlation == null || customer.open.find(entry.rule().structure(), correlation) != null) {
      return;
    }
    OpenRuns open = new OpenRuns(customer.id, entry, correlation, rules.edition());
    advance(customer, open, entry, touchpoint);
    if (!open.isClosed()) {
      customer.open.add(open, entry.interest().types());
      opened++;
      capCorrelations(customer, open.structure);
    }
  }

  private void advance(
      Customer customer, OpenRuns open, RuleBook.Entry entry, Touchpoint touchpoint) {
    boolean wasSilent = open.isSilent();
    Optional<Match> match = open.advance(entry.matcher(), touchpoint);
    if (match.isPresent()) {
      found.add(new Found(entry, open.correlation, match.get()));
    }
    countLost(open, entry);
    customer.open.noteClosed(open);
    if (wasSilent || open.isSilent()) {
      customer.forgetWake();
    }
  }

  private void sweep(Customer customer) {
    ended += customer.open.sweep();
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
      @Nullable Arrival completedBy) {
    for (int i = 0; i < customer.open.size(); i++) {
      OpenRuns open = customer.open.get(i);
      RuleBook.Entry other = open.entry(rules);
      if (other != null
          && other.idDigest() == entry.idDigest()
          && open.correlation.equals(correlation)) {
        customer.open.close(open);
      }
    }
    customer.forgetWake();
    verdict.pass(customer, entry, correlation, match, completedBy);
  }

  private void capCorrelations(Customer customer, long structure) {
    if (customer.open.size() <= MOST_CORRELATIONS) {
      return;
    }
    List<OpenRuns> own = new ArrayList<>();
    for (OpenRuns open : customer.open) {
      if (open.structure == structure && !open.isClosed()) {
        own.add(open);
      }
    }
    if (own.size() > MOST_CORRELATIONS) {
      OpenRuns first = own.stream().min(Comparator.comparingLong(this::end)).orElseThrow();
      drop(customer, first);
    }
  }
}

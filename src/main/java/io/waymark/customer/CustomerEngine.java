package io.waymark.customer;

import io.waymark.expression.Allowance;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.journey.Cartographer;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.SegmentFinder;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.match.Runs;
import io.waymark.model.Applied;
import io.waymark.model.Arrival;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies touchpoints and deadlines to one customer at a time. A touchpoint is applied in this
 * order: a duplicate is dropped; deadlines up to and including its time pass; traits and consent
 * change; the stage changes; runs advance and open, and goals are reached; where a stage was
 * entered, the same for {@code Stage Entered}; the gates decide about what has matched.
 *
 * <p>Callers apply the touchpoints of a customer in order of time.
 */
public final class CustomerEngine {
  /**
   * The cap on the values that one rule correlates by for one customer; runs opened above it
   * replace those that end first.
   */
  public static final int MOST_CORRELATIONS = 500;

  private final Lifecycle lifecycle;
  private final Outlet outlet;
  private final boolean emitsApplied;
  private final DropRecorder drops;
  private final RunMatching runs;
  private final Judge judge;
  private final GoalWatch goals;
  private final Limits limits;
  private final @Nullable JourneyDrawing drawing;

  /** The types that enter any stage: few, where touchpoints are many. */
  private final Set<String> entering;

  /**
   * Creates an engine that draws no journey map and has the bundled segments, over rules that may
   * change between any two calls.
   */
  public CustomerEngine(
      Lifecycle lifecycle,
      RuleBook rules,
      Outlet outlet,
      DropRecorder drops,
      LongSupplier wallMillis) {
    this(
        lifecycle,
        rules,
        outlet,
        drops,
        new Wall(wallMillis, false),
        SegmentsReader.bundled(),
        null);
  }

  /**
   * Creates an engine over rules, which may change between any two calls.
   *
   * @param segments that triggers can name, and of the journey map
   * @param cartographer draws the journey map; null where none is wanted
   */
  public CustomerEngine(
      Lifecycle lifecycle,
      RuleBook rules,
      Outlet outlet,
      DropRecorder drops,
      Wall wall,
      Segments segments,
      @Nullable Cartographer cartographer) {
    SegmentFinder finder = new SegmentFinder(segments);
    this.lifecycle = lifecycle;
    this.outlet = outlet;
    this.emitsApplied = outlet.wantsApplied();
    this.drops = drops;
    this.limits = rules.limits();
    this.drawing = cartographer == null ? null : new JourneyDrawing(cartographer, finder);
    this.goals = new GoalWatch(rules, outlet, drops);
    this.judge = new Judge(outlet, rules, drops, wall, finder, goals);
    this.runs = new RunMatching(rules, drops, judge);
    this.entering =
        lifecycle.stages().stream()
            .flatMap(stage -> stage.on().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether a touchpoint of this id was applied among the customer's {@link RecentIds}. */
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
    if (!customer.recent.addNew(touchpoint.id(), touchpoint.timeMillis())) {
      return false;
    }
    passDeadlines(customer, touchpoint.timeMillis());
    learn(customer, touchpoint, drops);
    customer.isAnonymous = touchpoint.customer().equals(touchpoint.anonymousId());
    Optional<Touchpoint> entered = enterStage(customer, touchpoint);
    if (drawing != null) {
      drawing.apply(customer, touchpoint, limits);
    }
    if (emitsApplied) {
      emitApplied(customer, touchpoint, entered);
    }
    advance(customer, arrival);
    entered.ifPresent(
        e -> advance(customer, new Arrival(e, arrival.position(), arrival.receivedMillis())));
    judge.decide(customer, touchpoint.timeMillis());
    return true;
  }

  private void advance(Customer customer, Arrival arrival) {
    if (customer.goals.size() > 0) {
      goals.apply(customer, arrival.touchpoint());
    }
    runs.apply(customer, arrival);
  }

  /**
   * Passes all deadlines up to and including {@code toMillis}. At the end of a finite input no span
   * of a goal ends: nobody was observed after the last touchpoint.
   */
  public void passDeadlines(Customer customer, long toMillis) {
    runs.passDeadlines(customer, toMillis);
    judge.decide(customer, toMillis);
    if (toMillis != JourneyDrawing.END_OF_INPUT) {
      goals.passDeadlines(customer, toMillis);
    }
    if (drawing != null) {
      drawing.passDeadline(customer, toMillis);
    }
  }

  /** Returns the earliest deadline; {@link Runs#NEVER} if there is none. */
  public long wakeMillis(Customer customer) {
    long own =
        Math.min(
            Math.min(runs.earliestDeadlineMillis(customer), customer.held.earliestMillis()),
            customer.goals.earliestMillis());
    return drawing == null ? own : Math.min(own, drawing.deadlineMillis(customer));
  }

  /**
   * Returns how often a rule's runs were opened and kept for a customer, since this engine began;
   * runs that state held before do not count.
   */
  public long opened() {
    return runs.opened();
  }

  /** Returns how often runs that were kept have ended, since this engine began. */
  public long ended() {
    return runs.ended();
  }

  private void emitApplied(Customer customer, Touchpoint touchpoint, Optional<Touchpoint> entered) {
    String segment = drawing == null ? null : drawing.segment(customer);
    outlet.emit(new Applied(touchpoint, customer.stage, segment, false));
    entered.ifPresent(e -> outlet.emit(new Applied(e, customer.stage, segment, true)));
  }

  /** Keeps the traits and the consent that a touchpoint brings. */
  static void learn(Customer customer, Touchpoint touchpoint, DropRecorder drops) {
    if (touchpoint.type().equals(Touchpoint.IDENTIFY)) {
      identify(customer, touchpoint, drops);
    }
    if (touchpoint.properties().get(Touchpoint.CONSENT) instanceof Map<?, ?> consent) {
      customer.consent = Consents.of(consent);
    }
  }

  /** Keeps the traits; one that is an empty text, as a null becomes at intake, is removed. */
  private static void identify(Customer customer, Touchpoint touchpoint, DropRecorder drops) {
    touchpoint
        .properties()
        .forEach(
            (name, value) -> {
              if (value.equals("")) {
                customer.removeTrait(name);
              } else if (!name.equals(Touchpoint.CONSENT) && !customer.keepTrait(name, value)) {
                drops.droppedTrait();
              }
            });
  }

  private Optional<Touchpoint> enterStage(Customer customer, Touchpoint cause) {
    if (!entering.contains(cause.type())) {
      return Optional.empty();
    }
    String from = customer.stage;
    Scope shared = customer.scope().within(new Allowance(limits));
    Optional<String> next = lifecycle.next(from, cause.type(), Scope.ofEvent(cause, shared));
    return next.map(
        to -> {
          customer.stage = to;
          Transition transition =
              new Transition(customer.id, from, to, cause.id(), cause.type(), cause.timeMillis());
          outlet.emit(transition);
          return transition.touchpoint(cause.channel());
        });
  }
}

package io.waymark.customer;

import io.waymark.expression.StepLimit;
import io.waymark.govern.Candidate;
import io.waymark.govern.Charge;
import io.waymark.govern.Moment;
import io.waymark.govern.Rivals;
import io.waymark.govern.Verdict;
import io.waymark.govern.Verdict.Held;
import io.waymark.govern.Verdict.Withheld;
import io.waymark.lifecycle.SegmentFinder;
import io.waymark.model.Arrival;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Latency;
import io.waymark.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates about the matches of a customer, and about what they hold, and emits each
 * decision, with the trigger where it goes out. Matches of one moment are decided together, by
 * precedence.
 */
final class Judge {
  /** A match that is not decided yet, judged as the customer is when its turn comes. */
  private record Found(long millis, Function<Customer, Judged> judged) {}

  private final Outlet outlet;
  private final RuleBook rules;
  private final DropRecorder drops;
  private final Wall wall;
  private final SegmentFinder segments;
  private final GoalWatch goals;

  /** The matches since the last decisions; nearly always none. */
  private final List<Found> found = new ArrayList<>();

  Judge(
      Outlet outlet,
      RuleBook rules,
      DropRecorder drops,
      Wall wall,
      SegmentFinder segments,
      GoalWatch goals) {
    this.outlet = outlet;
    this.rules = rules;
    this.drops = drops;
    this.wall = wall;
    this.segments = segments;
    this.goals = goals;
  }

  /**
   * Notes a match, which {@link #decide} is to decide.
   *
   * @param completedBy null when a deadline completed the match
   */
  void note(RuleMatch match, @Nullable Arrival completedBy) {
    found.add(
        new Found(match.match().timeMillis(), customer -> found(customer, match, completedBy)));
  }

  /** Notes a match that was found before, which {@link #decide} is to decide. */
  void note(Judged judged) {
    found.add(new Found(judged.trigger().timeMillis(), customer -> judged));
  }

  /** Decides all matches that were noted, and all that is held until a time, in their order. */
  void decide(Customer customer, long toMillis) {
    while (!found.isEmpty() || customer.held.isDue(toMillis)) {
      long atMillis = customer.held.earliestMillis();
      for (Found each : found) {
        atMillis = Math.min(atMillis, each.millis());
      }
      decideAt(customer, atMillis);
    }
  }

  private void decideAt(Customer customer, long atMillis) {
    List<Judged> all = new ArrayList<>();
    for (HeldTrigger held : customer.held.takeDue(atMillis)) {
      all.add(released(held));
    }
    for (Found each : found) {
      if (each.millis() == atMillis) {
        all.add(each.judged().apply(customer));
      }
    }
    found.removeIf(each -> each.millis() == atMillis);
    all.sort(Judged.PRECEDENCE);
    Moment moment = new Moment(atMillis, wall.expiryMillis(atMillis));
    Rivals rivals = new Rivals(customer.held.arbitrationMillis(atMillis));
    for (Judged judged : all) {
      StepLimit limits = limits(judged);
      Verdict verdict =
          rules.gates().ask(judged.candidate(), customer.recipient(limits), moment, rivals);
      rivals.noteVerdict(judged.candidate(), verdict);
      if (verdict instanceof Withheld withheld) {
        emit(
            customer,
            judged,
            judged.withheld(withheld.gate(), withheld.numbers(), atMillis, policy()));
      } else if (verdict instanceof Held held) {
        hold(customer, judged, held, atMillis, limits);
      } else {
        send(customer, judged, atMillis, limits);
      }
    }
  }

  /** Returns what evaluations may take: those of one rule at a moment share their steps. */
  private StepLimit limits(Judged judged) {
    RuleMatch match = judged.match();
    if (match != null) {
      return match.version().criteria().allowance(match.match().completedBy());
    }
    RuleVersion now = rules.currentVersion(judged.trigger().rule());
    return now == null ? rules.limits() : now.criteria().allowance(null);
  }

  /** Returns the version of the policy in force; null where there is none. */
  private @Nullable String policy() {
    String version = rules.gates().policy().version();
    return version.isEmpty() ? null : version;
  }

  private Judged found(Customer customer, RuleMatch match, @Nullable Arrival by) {
    RuleVersion version = match.version();
    Latency latency =
        new Latency(
            match.match().timeMillis(),
            by == null ? null : by.receivedMillis(),
            wall.millis().getAsLong());
    Trigger trigger = TriggerMaking.withoutData(customer, match, latency);
    Candidate candidate =
        Candidate.found(
            customer.id,
            version.rule(),
            rules.rollout(version),
            version.labels(),
            trigger.expiresMillis());
    return new Judged(candidate, trigger, match, null);
  }

  private Judged released(HeldTrigger held) {
    Trigger trigger = held.trigger();
    Rule now = rules.current(trigger.rule());
    Candidate candidate =
        Candidate.held(
            trigger, now, rules.rollout(now), held.isArbitrated() ? held.untilMillis() : null);
    return new Judged(candidate, trigger, null, held);
  }

  private void send(Customer customer, Judged judged, long atMillis, StepLimit limits) {
    Candidate candidate = judged.candidate();
    emit(customer, judged, judged.sent(atMillis, policy()));
    if (customer.cooldowns.noteSent(candidate.labels().rule(), atMillis)) {
      drops.droppedCooldown();
    }
    if (policy() != null) {
      customer.charges.note(
          new Charge(atMillis, candidate.labels()), rules.gates().policy().caps());
    }
    outlet.emit(complete(customer, judged, limits));
  }

  /** Emits a decision that ends a match. */
  private void emit(Customer customer, Judged judged, Decision decision) {
    outlet.emit(decision);
    goals.note(customer, judged.candidate(), decision);
  }

  private Trigger complete(Customer customer, Judged judged, StepLimit limits) {
    RuleMatch match = judged.match();
    return match == null
        ? judged.trigger()
        : judged.trigger().withData(TriggerMaking.data(customer, match, segments, limits));
  }

  /** Keeps a trigger until the gates are asked again; the first time a decision says so. */
  private void hold(Customer customer, Judged judged, Held held, long atMillis, StepLimit limits) {
    boolean isArbitrated = held.gate() == Gate.ARBITRATION;
    HeldTrigger before = judged.held();
    HeldTrigger now =
        before == null
            ? HeldTrigger.of(complete(customer, judged, limits), isArbitrated, held.untilMillis())
            : before.until(isArbitrated, held.untilMillis());
    if (before == null && !customer.held.hasRoom(now)) {
      outlet.emit(
          judged.withheld(
              held.gate(),
              "too much of the customer is held already; " + held.numbers(),
              atMillis,
              policy()));
      return;
    }
    customer.held.add(now);
    if (before == null) {
      outlet.emit(judged.held(held.gate(), held.numbers(), held.untilMillis(), atMillis, policy()));
    }
  }
}

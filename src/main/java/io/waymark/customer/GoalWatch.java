package io.waymark.customer;

import io.waymark.govern.Candidate;
import io.waymark.model.Arm;
import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.Gate;
import io.waymark.model.Observation;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Goal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Observes whether customers reach the goals of rules, after triggers that went out and after those
 * that the control group was spared. A span begins with the decision; touchpoints later than it and
 * before the end count; when it ends it is emitted as an {@link Observation}.
 *
 * <p>Both arms have to be alike but for the trigger. So a customer is observed once at a time for a
 * rule, and after a hold-out the cooldown counts as if a trigger had gone out: otherwise customers
 * who match often would have a larger part in the control group.
 *
 * <p>Where an edit changes or removes the goal, what is awaited under it is dropped, reached or
 * not.
 */
final class GoalWatch {
  private final RuleBook rules;
  private final Outlet outlet;
  private final DropRecorder drops;

  GoalWatch(RuleBook rules, Outlet outlet, DropRecorder drops) {
    this.rules = rules;
    this.outlet = outlet;
    this.drops = drops;
  }

  /** Notes a touchpoint, which may reach goals. */
  void apply(Customer customer, Touchpoint touchpoint) {
    AwaitedGoals goals = customer.goals;
    for (int i = goals.size() - 1; i >= 0; i--) {
      AwaitedGoal awaited = goals.get(i);
      RuleVersion now = current(awaited);
      if (now == null) {
        drop(goals, i);
      } else if (!awaited.isReached()
          && awaited.sinceMillis() < touchpoint.timeMillis()
          && now.isGoal(touchpoint)) {
        goals.set(i, awaited.reached());
      }
    }
  }

  /** Emits what was observed in all spans that end until a time. */
  void passDeadlines(Customer customer, long toMillis) {
    AwaitedGoals goals = customer.goals;
    for (int i = 0; i < goals.size(); ) {
      AwaitedGoal awaited = goals.get(i);
      if (awaited.untilMillis() > toMillis) {
        i++;
        continue;
      }
      RuleVersion now = current(awaited);
      if (now == null) {
        drop(goals, i);
      } else {
        AwaitedGoal ended = goals.remove(i);
        outlet.observe(
            new Observation(
                now.rule().id(),
                ended.version(),
                ended.arm(),
                ended.result(),
                ended.untilMillis()));
      }
    }
  }

  /** Notes a decision, which may begin a span, or contaminate one. */
  void note(Customer customer, Candidate candidate, Decision decision) {
    Arm arm = arm(candidate, decision);
    if (arm == null) {
      return;
    }
    int awaited = customer.goals.find(candidate.labels().rule(), decision.timeMillis());
    if (awaited == AwaitedGoals.NONE) {
      begin(customer, candidate, decision, arm);
    } else if (customer.goals.get(awaited).arm() != arm) {
      customer.goals.set(awaited, customer.goals.get(awaited).contaminated());
    }
  }

  /** Returns the arm that a decision puts the customer into; null for none. */
  private static @Nullable Arm arm(Candidate candidate, Decision decision) {
    if (decision.isSent()) {
      return Arm.SENT;
    }
    // A muted trigger meets the gate, too, but is never sent, so that there is nothing to compare.
    return decision.gate() == Gate.HOLDOUT && !candidate.isMuted() ? Arm.HELD_OUT : null;
  }

  /**
   * Begins a span. A match of an earlier version, which drains or was held over an edit, begins
   * none: its goal may have been another one.
   */
  private void begin(Customer customer, Candidate candidate, Decision decision, Arm arm) {
    RuleVersion now = rules.currentVersion(candidate.labels().rule());
    Goal goal = now == null ? null : now.rule().goal();
    if (now == null || goal == null || !now.rule().version().equals(decision.version())) {
      return;
    }
    long atMillis = decision.timeMillis();
    if (arm == Arm.HELD_OUT && !passesCooldown(customer, candidate, atMillis)) {
      return;
    }
    AwaitedGoal awaited =
        new AwaitedGoal(
            now.idDigest(),
            goal.digest(),
            decision.version(),
            arm,
            atMillis,
            atMillis + goal.withinMillis(),
            false,
            false);
    if (customer.goals.add(awaited)) {
      drops.droppedGoal();
    }
  }

  /**
   * Returns whether a trigger could have gone out had the earlier ones, too, that the control group
   * was spared; notes this one.
   */
  private boolean passesCooldown(Customer customer, Candidate candidate, long atMillis) {
    if (candidate.cooldownMillis() == 0) {
      return true;
    }
    long spared = Digest.number("held-out", candidate.rule());
    OptionalLong last = customer.cooldowns.lastMillis(spared);
    if (last.isPresent() && atMillis - last.getAsLong() < candidate.cooldownMillis()) {
      return false;
    }
    if (customer.cooldowns.noteSent(spared, atMillis)) {
      drops.droppedCooldown();
    }
    return true;
  }

  /** Returns the version that knows the goal; null where its rule has another one now, or none. */
  private @Nullable RuleVersion current(AwaitedGoal awaited) {
    RuleVersion now = rules.currentVersion(awaited.rule());
    Goal goal = now == null ? null : now.rule().goal();
    return goal != null && goal.digest() == awaited.goal() ? now : null;
  }

  private void drop(AwaitedGoals goals, int number) {
    AwaitedGoal unused = goals.remove(number);
    drops.droppedGoal();
  }
}

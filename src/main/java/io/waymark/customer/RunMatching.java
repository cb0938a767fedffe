package io.waymark.customer;

import io.waymark.binary.Sizes;
import io.waymark.expression.Expression;
import io.waymark.match.Interest;
import io.waymark.model.Arrival;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens runs of customers, and advances them by touchpoints and deadlines. Each match clears the
 * runs that it belongs to and is noted by the {@link Judge}.
 */
final class RunMatching {
  private static final int UNKNOWN = -1;
  private static final int FEW = 32;

  /**
   * The number of a customer's open runs up to which near misses of the steps that they wait for
   * are kept, so that they cost a bounded part of a touchpoint.
   */
  static final int MOST_WATCHED = 16;

  private final RuleBook rules;
  private final DropRecorder drops;
  private final Judge judge;
  private final RunClosing closing;
  private final Deadlines deadlines;

  /** The structures whose runs the current touchpoint has advanced and left open. */
  private long[] advanced = new long[FEW];

  private int advancedCount;

  /** The matches of the current touchpoint. */
  private final List<RuleMatch> completed = new ArrayList<>();

  /** The most bytes that the current touchpoint takes; {@link #UNKNOWN} until it is asked for. */
  private int touchpointBytes = UNKNOWN;

  private long opened;

  RunMatching(RuleBook rules, DropRecorder drops, Judge judge) {
    this.rules = rules;
    this.drops = drops;
    this.judge = judge;
    this.closing = new RunClosing(rules, drops);
    this.deadlines = new Deadlines(rules);
  }

  /** Returns how often runs were opened and kept, since the engine began. */
  long opened() {
    return opened;
  }

  /** Returns how often runs that were kept have ended, since the engine began. */
  long ended() {
    return closing.closed();
  }

  /** Returns the earliest deadline; {@link io.waymark.match.Runs#NEVER} for none. */
  long earliestDeadlineMillis(Customer customer) {
    return deadlines.earliestMillis(customer);
  }

  /** Passes all deadlines up to and including a time, in their order. */
  void passDeadlines(Customer customer, long toMillis) {
    closing.closeStale(customer, toMillis);
    if (deadlines.earliestMillis(customer) > toMillis) {
      return;
    }
    for (OpenRuns due : deadlines.due(customer, toMillis)) {
      RuleVersion version = due.version(rules);
      // A match of one closes others, also those of the rule's earlier structure.
      if (version != null && !due.isClosed()) {
        due.expire(version, toMillis, drops)
            .map(match -> new RuleMatch(version, due.correlation, match))
            .ifPresent(match -> conclude(customer, match, null));
        closing.closeIfEnded(customer, due);
      }
    }
    customer.forgetWake();
    closing.removeClosed(customer);
  }

  /** Applies a touchpoint to the open runs, and opens runs that it starts. */
  void apply(Customer customer, Arrival arrival) {
    Touchpoint touchpoint = arrival.touchpoint();
    completed.clear();
    advancedCount = 0;
    touchpointBytes = UNKNOWN;
    RunsIndex index = customer.open.index();
    if (index == null) {
      advanceOpen(customer, touchpoint);
    } else {
      advanceFound(customer, index, touchpoint);
    }
    rules.startedBy(touchpoint, version -> open(customer, version, touchpoint));
    rules.noteMissedStarts(customer, touchpoint);
    if (completed.size() > 1) {
      completed.sort(RuleMatch.DECIDED);
    }
    for (int i = 0; i < completed.size(); i++) {
      RuleMatch match = completed.get(i);
      if (i == 0 || !match.clearsRunsOf(completed.get(i - 1))) {
        conclude(customer, match, arrival);
      }
    }
    closing.removeClosed(customer);
    closing.closeAboveBudget(customer, touchpoint.timeMillis());
  }

  /** Advances the runs that a touchpoint concerns: a walk over all, of which there are few. */
  private void advanceOpen(Customer customer, Touchpoint touchpoint) {
    long bit = Interest.bit(touchpoint.type());
    RunsTable all = customer.open;
    for (int i = all.next(0, bit); i < all.size(); i = all.next(i + 1, bit)) {
      OpenRuns open = all.get(i);
      RuleVersion version = open.version(rules);
      if (version == null) {
        continue;
      }
      if (!version.interest().isIn(touchpoint)) {
        if (all.size() <= MOST_WATCHED) {
          noteMisses(customer, open, version, touchpoint);
        }
      } else if (open.correlation.equals(version.correlation(touchpoint))) {
        if (all.size() <= MOST_WATCHED) {
          noteLookBacks(customer, open, version, touchpoint);
        }
        advanceKept(customer, open, version, touchpoint);
      } else if (isSeenByAll(version, touchpoint)) {
        pass(customer, open, version, touchpoint);
      }
    }
  }

  /** Notes the steps that runs wait for and whose condition the touchpoint does not fulfil. */
  private void noteMisses(
      Customer customer, OpenRuns open, RuleVersion version, Touchpoint touchpoint) {
    List<Step> steps = version.rule().pattern().steps();
    for (int i = 0; i < steps.size(); i++) {
      Expression where = steps.get(i).where();
      if (where != null
          && steps.get(i) instanceof Step.Positive step
          && step.types().contains(touchpoint.type())
          && open.correlation.equals(version.correlation(touchpoint))
          && open.mayWaitFor(version, step, drops)) {
        customer.misses().note(version.idDigest(), i, where, touchpoint);
      }
    }
  }

  private void noteLookBacks(
      Customer customer, OpenRuns open, RuleVersion version, Touchpoint touchpoint) {
    List<LookBack> steps = version.lookBacks();
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).noteMiss(customer, open, version, touchpoint, drops);
    }
  }

  /** Advances the runs that a touchpoint concerns, of many: those of each rule are looked up. */
  private void advanceFound(Customer customer, RunsIndex index, Touchpoint touchpoint) {
    long bit = Interest.bit(touchpoint.type());
    for (int i = index.previous(index.structures(), bit); i >= 0; i = index.previous(i, bit)) {
      RuleVersion version = rules.withStructure(index.structure(i));
      if (version != null && version.interest().isIn(touchpoint)) {
        String correlation = version.correlation(touchpoint);
        OpenRuns open = correlation == null ? null : index.find(version.structure(), correlation);
        if (isSeenByAll(version, touchpoint)) {
          passOthers(customer, version, correlation, touchpoint);
        }
        if (open != null) {
          advanceKept(customer, open, version, touchpoint);
        }
      }
    }
  }

  private static boolean isSeenByAll(RuleVersion version, Touchpoint touchpoint) {
    return version.uncorrelated() != null && version.uncorrelated().isIn(touchpoint);
  }

  /** Passes a touchpoint by the runs of a rule that have another value than its own. */
  private void passOthers(
      Customer customer, RuleVersion version, @Nullable String own, Touchpoint touchpoint) {
    RunsTable all = customer.open;
    for (int i = 0; i < all.size(); i++) {
      OpenRuns open = all.get(i);
      if (open.structure == version.structure() && !open.correlation.equals(own)) {
        pass(customer, open, version, touchpoint);
      }
    }
  }

  private void pass(Customer customer, OpenRuns open, RuleVersion version, Touchpoint touchpoint) {
    if (open.isClosed()) {
      return;
    }
    long deadlineMillis = open.deadlineMillis(rules);
    open.pass(version, touchpoint, drops);
    customer.noteDeadline(deadlineMillis, open.deadlineMillis(rules));
    closing.closeIfEnded(customer, open);
  }

  private void advanceKept(
      Customer customer, OpenRuns open, RuleVersion version, Touchpoint touchpoint) {
    if (version.isDrained(touchpoint.timeMillis())) {
      customer.open.close(open);
      return;
    }
    int before = open.bytesAtMost();
    advance(customer, open, version, touchpoint);
    customer.open.noteGrowth(open.bytesAtMost() - before);
    closing.closeIfEnded(customer, open);
    closing.closeIfTooLarge(customer, open);
    if (!open.isClosed()) {
      noteAdvanced(open.structure);
    }
  }

  private void noteAdvanced(long structure) {
    if (advancedCount == advanced.length) {
      advanced = Arrays.copyOf(advanced, 2 * advancedCount);
    }
    advanced[advancedCount++] = structure;
  }

  /**
   * Returns whether the current touchpoint has met open runs of a structure, and so of its value: a
   * touchpoint that starts a rule is of interest to its open runs. These are fewer than all that
   * the customer has.
   */
  private boolean hasAdvanced(long structure) {
    for (int i = 0; i < advancedCount; i++) {
      if (advanced[i] == structure) {
        return true;
      }
    }
    return false;
  }

  /** Opens runs of a rule that the touchpoint starts, unless they were open and so advanced. */
  private void open(Customer customer, RuleVersion version, Touchpoint touchpoint) {
    String correlation = version.correlation(touchpoint);
    if (correlation == null || hasAdvanced(version.structure())) {
      return;
    }
    OpenRuns open = new OpenRuns(customer.id, version, correlation, rules.edition());
    advance(customer, open, version, touchpoint);
    if (!open.haveEnded()) {
      customer.open.add(open, version.interest().types());
      noteAdvanced(open.structure);
      opened++;
      closing.closeAboveCap(customer, open.structure, touchpoint.timeMillis());
    }
  }

  private void advance(
      Customer customer, OpenRuns open, RuleVersion version, Touchpoint touchpoint) {
    long deadlineMillis = open.deadlineMillis(rules);
    Optional<Match> match = open.advance(version, touchpoint, bytes(touchpoint), drops);
    if (match.isPresent()) {
      completed.add(new RuleMatch(version, open.correlation, match.get()));
    }
    customer.noteDeadline(deadlineMillis, open.deadlineMillis(rules));
  }

  /** Returns the most bytes that the current touchpoint takes. */
  private int bytes(Touchpoint touchpoint) {
    if (touchpointBytes == UNKNOWN) {
      touchpointBytes = Sizes.of(touchpoint);
    }
    return touchpointBytes;
  }

  private void conclude(Customer customer, RuleMatch match, @Nullable Arrival completedBy) {
    closing.closeCleared(customer, match);
    judge.note(match, completedBy);
  }
}

package io.waymark.customer;

import io.waymark.expression.Conjunct;
import io.waymark.expression.Expression;
import io.waymark.expression.Limits;
import io.waymark.expression.Scope;
import io.waymark.match.Criteria;
import io.waymark.match.Criterion;
import io.waymark.match.Wait;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step whose condition asks for what earlier steps have chosen, so that only an open run can tell
 * whether a touchpoint fulfils it.
 *
 * @param place of the step among all steps of the pattern
 * @param own the part that a touchpoint fulfils by itself
 * @param others the parts that look back
 */
record LookBack(
    int place, Step.Positive step, Expression where, Criterion own, List<Conjunct> others) {
  /** The open runs that are asked; of more, nobody knows whether one took the touchpoint. */
  private static final int MOST_ASKED = 4;

  LookBack {
    others = List.copyOf(others);
  }

  /** Returns the steps of a pattern whose conditions look back. */
  static List<LookBack> of(Pattern pattern, Criteria criteria) {
    List<LookBack> found = new ArrayList<>();
    for (int place = 0; place < pattern.steps().size(); place++) {
      Expression where = pattern.steps().get(place).where();
      if (where != null && pattern.steps().get(place) instanceof Step.Positive step) {
        List<Conjunct> others =
            where.conjuncts().stream().filter(part -> !part.isOfEvent()).toList();
        if (!others.isEmpty()) {
          found.add(new LookBack(place, step, where, criteria.all(where.conjuncts()), others));
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * Notes that no open run takes a touchpoint that would fulfil the step but for what the run has
   * chosen. It has to be asked before the runs advance.
   */
  void noteMiss(
      Customer customer,
      OpenRuns open,
      RuleVersion version,
      Touchpoint touchpoint,
      DropRecorder drops) {
    if (!step.types().contains(touchpoint.type())
        || !own.test(touchpoint)
        || !open.mayWaitFor(version, step, drops)) {
      return;
    }
    List<Wait> waits = open.waits(version, MOST_ASKED + 1);
    if (waits.stream().filter(wait -> !wait.isSilent()).count() > MOST_ASKED) {
      return;
    }
    Scope latest = null;
    for (Wait wait : waits) {
      if (!wait.isSilent() && StepWords.next(version.rule().pattern(), wait).contains(step)) {
        Scope scope = scope(wait, touchpoint);
        if (failing(touchpoint, scope) == null) {
          return;
        }
        latest = latest == null ? scope : latest;
      }
    }
    if (latest != null) {
      Conjunct failing = Objects.requireNonNull(failing(touchpoint, latest));
      customer.misses().note(version.idDigest(), place, where, touchpoint, failing, latest);
    }
  }

  private static Scope scope(Wait wait, Touchpoint touchpoint) {
    Scope chosen =
        Scope.ofSteps(
            name -> wait.steps().getOrDefault(name, List.of()), Scope.NONE.within(Limits.DEFAULT));
    return Scope.ofEvent(touchpoint, chosen);
  }

  private @Nullable Conjunct failing(Touchpoint touchpoint, Scope scope) {
    return others.stream().filter(part -> !part.test(touchpoint, scope)).findFirst().orElse(null);
  }
}

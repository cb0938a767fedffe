package io.waymark.match;

import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every choice of touchpoints for the positive steps of a pattern, out of those of one customer and
 * correlation value. Touchpoints are named by their place in order.
 */
final class Choices {
  private final Definition.Version version;
  private final Pattern pattern;
  private final List<Step> steps;
  private final List<Touchpoint> all;

  /** Those of all correlation values, and the place of each of {@link #all} among them. */
  private final List<Touchpoint> whole;

  private final int[] places;

  /** The answers by step and touchpoint, of steps that do not look at earlier ones. */
  private final Boolean[][] judged;

  Choices(Definition.Version version, List<Touchpoint> all, List<Touchpoint> whole) {
    this.whole = whole;
    this.places = all.stream().mapToInt(each -> place(each, whole)).toArray();
    this.version = version;
    this.pattern = version.pattern();
    this.steps = pattern.steps();
    this.all = all;
    this.judged = new Boolean[steps.size()][all.size()];
  }

  /** A touchpoint that is chosen for a step, after others. */
  record Pick(@Nullable Pick before, int step, int index) {
    Pick first() {
      return before == null ? this : before.first();
    }
  }

  private static int place(Touchpoint touchpoint, List<Touchpoint> whole) {
    int place = 0;
    while (whole.get(place) != touchpoint) {
      place++;
    }
    return place;
  }

  boolean endInSilence() {
    return pattern.trailing() != null;
  }

  /** Returns how many touchpoints come before a match or deadline at a time. */
  int before(long timeMillis) {
    boolean deadline = endInSilence();
    return (int)
        all.stream()
            .filter(t -> deadline ? t.timeMillis() < timeMillis : t.timeMillis() <= timeMillis)
            .count();
  }

  /**
   * Returns whether some choice of touchpoints from {@code from} until before {@code to} is
   * accepted.
   */
  boolean any(int from, int to, Predicate<Pick> accepts) {
    return new Search(from, to, accepts).step(0, null);
  }

  /**
   * Returns when a choice completes a match, going by the touchpoints before {@code to}: with its
   * last touchpoint, or when the absence at the end has lasted; never where it did not.
   */
  long end(Pick choice, int to) {
    long last = timeMillis(choice);
    if (!endInSilence()) {
      return last;
    }
    long deadline = last + pattern.trailing().forMillis();
    if (isUncorrelated(steps.size() - 1)) {
      for (int i = places[choice.index] + 1;
          i < whole.size() && whole.get(i).timeMillis() < deadline;
          i++) {
        if (fulfils(steps.size() - 1, whole.get(i), choice)) {
          return Long.MAX_VALUE;
        }
      }
    }
    for (int i = choice.index + 1; i < to && all.get(i).timeMillis() < deadline; i++) {
      if (fulfils(steps.size() - 1, i, choice)
          || (range(choice.step) != null && fulfils(choice.step, i, choice))) {
        return Long.MAX_VALUE;
      }
    }
    return deadline;
  }

  Map<String, List<Touchpoint>> bySteps(@Nullable Pick choice) {
    Map<String, List<Touchpoint>> bySteps = new LinkedHashMap<>();
    for (Pick pick = choice; pick != null; pick = pick.before) {
      bySteps
          .computeIfAbsent(((Step.Positive) steps.get(pick.step)).name(), name -> new ArrayList<>())
          .add(0, all.get(pick.index));
    }
    return bySteps;
  }

  private long timeMillis(Pick pick) {
    return all.get(pick.index).timeMillis();
  }

  /**
   * Returns whether a touchpoint satisfies a step, by the version in force, after what was chosen.
   */
  private boolean fulfils(int step, int index, @Nullable Pick chosen) {
    Step own = version.inForce().apply(all.get(index)).steps().get(step);
    if (own.where() != null && own.looksBack()) {
      return own.types().contains(all.get(index).type())
          && own.where().test(Scope.ofEvent(all.get(index), new Earlier(bySteps(chosen))));
    }
    if (judged[step][index] == null) {
      judged[step][index] =
          own.types().contains(all.get(index).type())
              && (own.where() == null
                  || own.where().test(Scope.ofEvent(all.get(index), Scope.NONE)));
    }
    return judged[step][index];
  }

  private boolean fulfils(int step, Touchpoint touchpoint, @Nullable Pick chosen) {
    Step own = version.inForce().apply(touchpoint).steps().get(step);
    return own.types().contains(touchpoint.type())
        && (own.where() == null
            || own.where().test(Scope.ofEvent(touchpoint, new Earlier(bySteps(chosen)))));
  }

  private boolean isUncorrelated(int step) {
    return steps.get(step) instanceof Step.Absent absent && !absent.correlated();
  }

  private Step.@Nullable Range range(int step) {
    return steps.get(step) instanceof Step.Positive positive
            && positive.choice() instanceof Step.Range range
        ? range
        : null;
  }

  /** Returns whether a touchpoint that satisfies a step lies strictly between two. */
  private boolean comes(int step, int after, int until, @Nullable Pick chosen) {
    if (isUncorrelated(step)) {
      for (int i = places[after] + 1; i < places[until]; i++) {
        if (fulfils(step, whole.get(i), chosen)) {
          return true;
        }
      }
      return false;
    }
    for (int i = after + 1; i < until; i++) {
      if (fulfils(step, i, chosen)) {
        return true;
      }
    }
    return false;
  }

  /** Depth first; each method asks whether what was chosen can become an accepted choice. */
  private final class Search {
    private final int from;
    private final int to;
    private final Predicate<Pick> accepts;

    Search(int from, int to, Predicate<Pick> accepts) {
      this.from = from;
      this.to = to;
      this.accepts = accepts;
    }

    /** Goes on with a step, of which nothing is chosen yet. */
    boolean step(int step, @Nullable Pick chosen) {
      if (step == steps.size()) {
        return chosen != null && accepts.test(chosen);
      }
      if (steps.get(step) instanceof Step.Positive positive) {
        boolean mayBeNone =
            positive.optional() || (range(step) != null && range(step).least() == 0);
        return (mayBeNone && step(step + 1, chosen)) || inside(step, positive, 0, chosen, chosen);
      }
      return step(step + 1, chosen);
    }

    /** Goes on with a step, for which {@code count} are chosen since {@code before}. */
    private boolean inside(
        int step, Step.Positive positive, int count, @Nullable Pick before, @Nullable Pick chosen) {
      Step.Range range = range(step);
      boolean isEnough =
          range == null ? count == positive.size() : count > 0 && count >= range.least();
      if (isEnough && holds(step, chosen) && step(step + 1, chosen)) {
        return true;
      }
      if (range == null ? isEnough : count == range.most()) {
        return false;
      }
      for (int i = chosen == null ? from : chosen.index + 1; i < to; i++) {
        Pick pick = new Pick(chosen, step, i);
        if (isWithin(pick)
            && (count > 0 || mayEnter(positive, pick))
            && fulfils(step, i, before)
            && (range == null || count == 0 || !comes(step, chosen.index, i, before))
            && isNew(positive, pick)
            && inside(step, positive, count + 1, before, pick)) {
          return true;
        }
      }
      return false;
    }

    /** Returns whether what was chosen for a step fulfils its {@code having}. */
    private boolean holds(int step, Pick chosen) {
      Touchpoint last = all.get(chosen.index);
      Step.Positive own = (Step.Positive) version.inForce().apply(last).steps().get(step);
      return own.having() == null
          || own.having().test(Scope.ofEvent(last, new Earlier(bySteps(chosen))));
    }

    private boolean isWithin(Pick pick) {
      return pattern.withinMillis() == 0
          || timeMillis(pick) - timeMillis(pick.first()) < pattern.withinMillis();
    }

    /** Returns whether the first touchpoint chosen for a step fits the last one chosen before. */
    private boolean mayEnter(Step.Positive positive, Pick pick) {
      Pick before = pick.before;
      if (before == null) {
        return version.mayStart().test(all.get(pick.index));
      }
      if (positive.withinMillis() > 0
          && timeMillis(pick) - timeMillis(before) >= positive.withinMillis()) {
        return false;
      }
      for (int gap = before.step; gap <= pick.step; gap++) {
        boolean mustNotCome = steps.get(gap) instanceof Step.Absent || range(gap) != null;
        if (mustNotCome && comes(gap, before.index, pick.index, before)) {
          return false;
        }
      }
      return true;
    }

    /**
     * Returns whether it differs in type or value from the touchpoints chosen for the step before.
     */
    private boolean isNew(Step.Positive positive, Pick pick) {
      if (positive.choice() instanceof Step.Range
          || (positive.choice() instanceof Step.Times times && times.distinct() == null)) {
        return true;
      }
      Object own = mark(positive, pick);
      Pick other = pick.before;
      while (own != null && other != null && other.step == pick.step) {
        if (own.equals(mark(positive, other))) {
          return false;
        }
        other = other.before;
      }
      return own != null;
    }

    private @Nullable Object mark(Step.Positive positive, Pick pick) {
      Touchpoint touchpoint = all.get(pick.index);
      if (!(positive.choice() instanceof Step.Times times)) {
        return touchpoint.type();
      }
      Object value = times.distinct().evaluate(Scope.ofEvent(touchpoint, Scope.NONE));
      // A number is the same whatever its form, as everywhere in the language.
      boolean isNumber =
          value instanceof Number
              || (value instanceof String text && text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?"));
      return isNumber ? new BigDecimal(value.toString()).stripTrailingZeros() : value;
    }
  }
}

package io.waymark.match;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds when a rule fires, by brute force from the definition of a match: a match is a choice of
 * touchpoints, and every choice is tried. {@link Choices} has what a choice must fulfil.
 */
public final class Definition {
  /** The time at which a finite history ends: all deadlines pass. */
  public static final long NO_END = Long.MAX_VALUE - 1;

  private final List<Version> versions;

  public Definition(Pattern pattern) {
    this(List.of(new Version(pattern, touchpoint -> pattern, touchpoint -> true)));
  }

  /** Defines a rule that was edited: whichever version completes a match clears all. */
  public Definition(List<Version> versions) {
    this.versions = versions;
  }

  /**
   * A version of a rule, or several of the same structure.
   *
   * @param inForce the conditions by which a touchpoint is judged; all that is not a condition is
   *     as in {@code pattern}
   * @param mayStart whether a touchpoint may be the first one chosen
   */
  public record Version(
      Pattern pattern, Function<Touchpoint, Pattern> inForce, Predicate<Touchpoint> mayStart) {}

  /**
   * Returns when the rule fires over the touchpoints of one customer in order, by correlation
   * value.
   */
  public Map<String, List<Long>> fires(List<Touchpoint> touchpoints) {
    return fires(touchpoints, NO_END);
  }

  /** Returns the same as of the time at which {@code untilMillis} has passed. */
  public Map<String, List<Long>> fires(List<Touchpoint> touchpoints, long untilMillis) {
    Map<String, List<Touchpoint>> byValue = new TreeMap<>();
    for (Touchpoint touchpoint : touchpoints) {
      String value = correlation(versions.get(0).pattern(), touchpoint);
      if (value != null) {
        byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(touchpoint);
      }
    }
    Map<String, List<Long>> fires = new TreeMap<>();
    byValue.forEach(
        (value, own) -> {
          List<Long> times = firesOfOne(own, touchpoints, untilMillis);
          if (!times.isEmpty()) {
            fires.put(value, times);
          }
        });
    return fires;
  }

  /**
   * Returns the correlation value, empty where a pattern has none; null where a touchpoint lacks
   * it.
   */
  static @Nullable String correlation(Pattern pattern, Touchpoint touchpoint) {
    Expression correlate = pattern.correlate();
    if (correlate == null) {
      return "";
    }
    Object value = correlate.evaluate(Scope.ofEvent(touchpoint, Scope.NONE));
    return value == null ? null : value.toString();
  }

  /**
   * Returns whether touchpoints may be chosen for their steps and complete a match at a time.
   *
   * @param all those of one correlation value since the match before
   * @param whole those of all values
   */
  boolean allows(
      List<Touchpoint> all,
      List<Touchpoint> whole,
      Map<String, List<Touchpoint>> chosen,
      long timeMillis) {
    for (Choices choices : choices(all, whole)) {
      int to = choices.before(timeMillis);
      if (choices.any(
          0,
          to,
          choice ->
              choices.bySteps(choice).equals(chosen) && choices.end(choice, to) == timeMillis)) {
        return true;
      }
    }
    return false;
  }

  private List<Choices> choices(List<Touchpoint> all, List<Touchpoint> whole) {
    return versions.stream().map(version -> new Choices(version, all, whole)).toList();
  }

  private List<Long> firesOfOne(List<Touchpoint> all, List<Touchpoint> whole, long untilMillis) {
    List<Choices> versions = choices(all, whole);
    List<Long> fires = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= all.size(); i++) {
      // A deadline comes before a touchpoint of the same time.
      long deadline = earliestDeadline(versions, from, i);
      if (deadline <= (i == all.size() ? untilMillis : all.get(i).timeMillis())) {
        fires.add(deadline);
        from = i;
      }
      if (i < all.size() && completes(versions, from, i)) {
        fires.add(all.get(i).timeMillis());
        from = i + 1;
      }
    }
    return fires;
  }

  private static boolean completes(List<Choices> versions, int from, int last) {
    return versions.stream()
        .filter(choices -> !choices.endInSilence())
        .anyMatch(choices -> choices.any(from, last + 1, choice -> choice.index() == last));
  }

  private static long earliestDeadline(List<Choices> versions, int from, int to) {
    long[] earliest = {Long.MAX_VALUE};
    for (Choices choices : versions) {
      if (choices.endInSilence()) {
        choices.any(
            from,
            to,
            choice -> {
              earliest[0] = Math.min(earliest[0], choices.end(choice, to));
              return false;
            });
      }
    }
    return earliest[0];
  }
}

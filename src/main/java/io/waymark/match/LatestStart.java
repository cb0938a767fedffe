package io.waymark.match;

import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.util.List;
import java.util.Optional;

/**
 * Tells for which patterns the latest start decides: of all chains that wait at one place of an
 * {@link Automaton}, only the one that started last can matter. Whatever completes an earlier one
 * completes it too, and it stays within its bound longer.
 */
public final class LatestStart {
  private LatestStart() {}

  /**
   * Returns why the latest start does not decide for a pattern, in words for the author of its
   * rule; empty when it does.
   */
  public static Optional<String> objection(Pattern pattern) {
    List<Step> steps = pattern.steps();
    boolean skips = steps.stream().anyMatch(LatestStart::isOptional);
    boolean mixes = false;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.looksBack()) {
        return Optional.of("the condition of " + name(step) + " looks at earlier steps");
      }
      if (step instanceof Step.Positive positive && positive.having() != null) {
        return Optional.of("'having' in " + name(step) + " asks for all that it chose");
      }
      if (i == 0 && step instanceof Step.Positive positive && positive.countsAll()) {
        return Optional.of(
            "'times' in the first step keeps all of them; 'times: n' is enough where the trigger"
                + " and conditions do not ask for them");
      }
      if (i > 0 && isDistinct(step)) {
        return Optional.of("'distinct' in " + name(step) + ", which is not the first");
      }
      if (skips && isSoon(step)) {
        return Optional.of(
            "'within' in " + name(step) + ", beside a step that may be left out or counts all");
      }
      if (mixes && isSoon(step)) {
        return Optional.of("'within' in " + name(step) + ", after a step with 'all'");
      }
      // A chain that started later may have to begin its 'all' earlier, and so to end it earlier.
      mixes |= i > 0 && isAll(step);
    }
    return Optional.empty();
  }

  private static boolean isDistinct(Step step) {
    return step instanceof Step.Positive positive && positive.distinct() != null;
  }

  private static boolean isAll(Step step) {
    return step instanceof Step.Positive positive && positive.choice() instanceof Step.EachType;
  }

  private static boolean isOptional(Step step) {
    return step instanceof Step.Positive positive && (positive.optional() || positive.countsAll());
  }

  private static boolean isSoon(Step step) {
    return step instanceof Step.Positive positive && positive.withinMillis() > 0;
  }

  private static String name(Step step) {
    return step instanceof Step.Positive positive
        ? "step '" + positive.name() + "'"
        : "'absent: " + step.types().words(" or ") + "'";
  }
}

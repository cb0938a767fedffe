package io.waymark.customer;

import io.waymark.match.Wait;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says the steps of a pattern in words, and for which of them a choice waits. */
final class StepWords {
  private StepWords() {}

  /** Returns each step in words, in their order. */
  static List<String> of(Pattern pattern) {
    return pattern.steps().stream().map(StepWords::words).toList();
  }

  /** Returns the steps that may come next after a choice that waits for touchpoints, in words. */
  static List<String> nextInWords(Pattern pattern, Wait wait) {
    List<Step.Positive> next = next(pattern, wait);
    int taken = next.isEmpty() ? 0 : taken(next.get(0), wait);
    if (taken == 0) {
      return next.stream().map(StepWords::brief).toList();
    }
    int left = next.get(0).size() - taken;
    return List.of((left == 1 ? "1 more of " : left + " more of ") + brief(next.get(0)));
  }

  private static int taken(Step.Positive step, Wait wait) {
    return wait.steps().getOrDefault(step.name(), List.of()).size();
  }

  /** Returns the steps that may take the next touchpoint of a choice that waits for touchpoints. */
  static List<Step.Positive> next(Pattern pattern, Wait wait) {
    List<Step.Positive> steps =
        pattern.steps().stream()
            .filter(Step.Positive.class::isInstance)
            .map(Step.Positive.class::cast)
            .toList();
    int at = 0;
    for (int i = 0; i < steps.size(); i++) {
      at = wait.steps().containsKey(steps.get(i).name()) ? i : at;
    }
    if (taken(steps.get(at), wait) < steps.get(at).size()) {
      return List.of(steps.get(at));
    }
    List<Step.Positive> next = new ArrayList<>();
    for (int i = at + 1; i < steps.size(); i++) {
      next.add(steps.get(i));
      if (!steps.get(i).optional()) {
        break;
      }
    }
    return next;
  }

  /** Returns the absence at the end of a pattern. */
  static String silence(Step.Absent trailing) {
    return trailing.types().none()
        + " for "
        + Durations.toText(Duration.ofMillis(trailing.forMillis()));
  }

  private static String brief(Step.Positive step) {
    String joint = step.choice() instanceof Step.EachType ? " and " : " or ";
    return step.name() + ": " + step.types().words(joint);
  }

  private static String words(Step step) {
    String where = step.where() == null ? "" : " where " + step.where().text();
    if (step instanceof Step.Positive positive) {
      String times =
          positive.choice() instanceof Step.Times && positive.size() > 1
              ? " x" + positive.size()
              : "";
      String optional = positive.optional() ? ", or not" : "";
      return NearMisses.cut(brief(positive) + times + where + optional);
    }
    Step.Absent absent = (Step.Absent) step;
    return NearMisses.cut(
        (absent.forMillis() > 0 ? silence(absent) : absent.types().none()) + where);
  }
}

package io.waymark.customer;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says the steps of a pattern in words, and for which of them a choice waits. */
final class StepWords {
  private StepWords() {}

  /** Returns each step in words, in their order. */
  static List<String> of(Pattern pattern) {
    return pattern.steps().stream().map(StepWords::words).toList();
  }

  /** Returns the steps that may come next after a choice that waits for touchpoints. */
  static List<String> next(Pattern pattern, Map<String, List<Touchpoint>> chosen) {
    List<Step.Positive> steps =
        pattern.steps().stream()
            .filter(Step.Positive.class::isInstance)
            .map(Step.Positive.class::cast)
            .toList();
    int at = 0;
    for (int i = 0; i < steps.size(); i++) {
      at = chosen.containsKey(steps.get(i).name()) ? i : at;
    }
    List<String> next = new ArrayList<>();
    int taken = chosen.getOrDefault(steps.get(at).name(), List.of()).size();
    if (taken < steps.get(at).size()) {
      int left = steps.get(at).size() - taken;
      next.add((left == 1 ? "1 more of " : left + " more of ") + brief(steps.get(at)));
      return next;
    }
    for (int i = at + 1; i < steps.size(); i++) {
      next.add(brief(steps.get(i)));
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

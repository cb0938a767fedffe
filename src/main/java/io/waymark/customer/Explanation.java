package io.waymark.customer;

import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import io.waymark.yaml.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Explains a match in one sentence: {@code Payment Failed x2 with amount 30, 25, then no Payment
 * Succeeded, then Chat Started}. An optional step that was left out is not in it; the absences
 * before and after it are named together then, as they hold in the whole gap.
 */
final class Explanation {
  private Explanation() {}

  static String of(Pattern pattern, Match match) {
    StringJoiner sentence = new StringJoiner(", then ");
    Set<String> gap = new LinkedHashSet<>();
    for (Step step : pattern.steps()) {
      if (step instanceof Step.Absent absent) {
        gap.addAll(absences(absent));
      } else if (step instanceof Step.Positive positive) {
        List<Touchpoint> touchpoints = match.steps().getOrDefault(positive.name(), List.of());
        if (!touchpoints.isEmpty()) {
          if (!gap.isEmpty()) {
            sentence.add(none(gap));
          }
          gap.clear();
          sentence.add(chosen(positive, touchpoints, match));
        }
      }
    }
    Step.Absent trailing = pattern.trailing();
    if (trailing != null) {
      sentence.add(
          none(absences(trailing))
              + " for "
              + Durations.toText(Duration.ofMillis(trailing.forMillis())));
    }
    return sentence.toString();
  }

  private static String chosen(Step.Positive step, List<Touchpoint> touchpoints, Match match) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    touchpoints.forEach(touchpoint -> counts.merge(touchpoint.type(), 1, Integer::sum));
    StringJoiner text = new StringJoiner(" and ");
    counts.forEach((type, count) -> text.add(count == 1 ? type : type + " x" + count));
    List<String> conditions = HeldConditions.of(step, touchpoints, match);
    return conditions.isEmpty()
        ? text.toString()
        : text + " with " + String.join(" and ", conditions);
  }

  /** Returns the types of an absence, as one where a condition is on all of them. */
  private static List<String> absences(Step.Absent step) {
    String condition = HeldConditions.of(step);
    return condition.isEmpty()
        ? step.types().listed()
        : List.of(String.join(" or ", step.types().listed()) + " with " + condition);
  }

  private static String none(Collection<String> absences) {
    return "no " + String.join(" or ", absences);
  }
}

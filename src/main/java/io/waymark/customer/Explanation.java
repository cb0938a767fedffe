package io.waymark.customer;

import io.waymark.model.Durations;
import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A match in one sentence: {@code Payment Failed x2, then no Payment Succeeded, then Chat Started}.
 */
final class Explanation {
  private Explanation() {}

  static String of(Pattern pattern, Match match) {
    StringJoiner sentence = new StringJoiner(", then ");
    for (Step step : pattern.steps()) {
      if (step instanceof Step.Positive positive) {
        sentence.add(chosen(match.steps().getOrDefault(positive.name(), List.of())));
      } else if (step instanceof Step.Absent absent) {
        sentence.add(absent(absent));
      }
    }
    return sentence.toString();
  }

  private static String chosen(List<Touchpoint> touchpoints) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    touchpoints.forEach(touchpoint -> counts.merge(touchpoint.type(), 1, Integer::sum));
    StringJoiner text = new StringJoiner(" and ");
    counts.forEach((type, count) -> text.add(count == 1 ? type : type + " x" + count));
    return text.toString();
  }

  private static String absent(Step.Absent absent) {
    String what = "no " + String.join(" or ", absent.types());
    return absent.forMillis() == 0
        ? what
        : what + " for " + Durations.toText(Duration.ofMillis(absent.forMillis()));
  }
}

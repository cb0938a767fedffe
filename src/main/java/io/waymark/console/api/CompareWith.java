package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.journey.Windows;
import io.waymark.model.Window;

/** Answers what a part of the map is compared with: another segment, or the same before. */
final class CompareWith {
  static final String BEFORE = "before";

  private final Journeys journeys;
  private final EarlierCuts earlier;

  CompareWith(Journeys journeys, EarlierCuts earlier) {
    this.journeys = journeys;
    this.earlier = earlier;
  }

  /**
   * Returns the other side of a comparison and the differences; of a comparison with before that
   * cannot be made yet, the reason and when it can.
   */
  ObjectNode json(Journeys.Key key, String compare, JourneyDocument shown) throws AnswerException {
    if (!compare.equals(BEFORE)) {
      return compared(key, shown, new Journeys.Key(compare, key.window()), find(key, compare))
          .put("with", compare);
    }
    EarlierCuts.Found found = earlier.find(key, shown.asOfMillis());
    JourneyDocument then = found.document();
    ObjectNode json =
        then == null ? missing(key, shown.asOfMillis(), found) : compared(key, shown, key, then);
    return json.put("with", BEFORE);
  }

  private JourneyDocument find(Journeys.Key key, String segment) throws AnswerException {
    return journeys
        .find(new Journeys.Key(segment, key.window()))
        .filter(found -> !found.records().isEmpty())
        .orElseThrow(
            () ->
                AnswerException.malformed(
                    "compare",
                    "there is no segment '" + segment + "' on the map",
                    "compare with 'before' or with a segment"));
  }

  private static ObjectNode compared(
      Journeys.Key key, JourneyDocument shown, Journeys.Key otherKey, JourneyDocument other) {
    ObjectNode json = other.figures().put("segment", otherKey.segment());
    new Comparison(key.window())
        .write(
            json.putArray("changes"),
            Comparison.records(shown.cut(), key.segment()),
            Comparison.records(other.cut(), otherKey.segment()));
    return json;
  }

  private static ObjectNode missing(Journeys.Key key, long nowMillis, EarlierCuts.Found found) {
    ObjectNode json = Json.object().put("segment", key.segment());
    Long first = found.firstMillis();
    if (first == null) {
      return json.put("reason", "nothing lies before all time; ask for a shorter window");
    }
    Window window = Journeys.window(key.window());
    String until = Json.iso(Windows.beginMillis(window, nowMillis));
    return json.put("until", until)
        .put("first", Json.iso(first))
        .put(
            "reason",
            "no cut is kept of before "
                + until
                + "; the first comparison is there on "
                + Json.iso(first));
  }
}

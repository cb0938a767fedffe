package io.waymark.lifecycle;

import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code plan} of a stage. */
final class PlanReader {
  static final int MOST_TOUCHPOINTS = 16;

  private static final long LEAST_WITHIN = Duration.ofMinutes(1).toMillis();

  /** The longest dwell that the journey map tells from longer ones. */
  private static final long MOST_WITHIN = Duration.ofDays(90).toMillis();

  private PlanReader() {}

  static Plan read(YamlMap map) {
    try (map) {
      long within =
          map.optional("within")
              .map(value -> value.durationMillis(LEAST_WITHIN, MOST_WITHIN))
              .orElse(0L);
      List<String> touchpoints =
          map.optional("touchpoints").map(PlanReader::touchpoints).orElse(List.of());
      boolean ordered = map.optional("ordered").map(YamlValue::truth).orElse(false);
      if (!map.has("within") && !map.has("touchpoints")) {
        map.self().problem("a plan says 'within', 'touchpoints' or both");
      } else if (ordered && touchpoints.size() < 2) {
        map.optional("ordered")
            .orElseThrow()
            .problem("an order needs two touchpoints at least; name them in 'touchpoints'");
      }
      return new Plan(within, touchpoints, ordered);
    }
  }

  private static List<String> touchpoints(YamlValue value) {
    List<YamlValue> items = value.oneOrMany();
    if (items.isEmpty() || items.size() > MOST_TOUCHPOINTS) {
      value.problem("a plan names 1 to " + MOST_TOUCHPOINTS + " touchpoint types");
    }
    List<String> types = new ArrayList<>();
    Set<String> earlier = new HashSet<>();
    for (YamlValue item : items) {
      String type = item.text();
      types.add(type);
      if (!type.isEmpty() && !earlier.add(type)) {
        item.problem("the plan names '" + type + "' already; a visit meets its plan with one");
      }
    }
    return types;
  }
}

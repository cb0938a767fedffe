package io.waymark.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import io.waymark.yaml.Spelling;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Finds zones that do not exist in CEL's functions of a time, such as {@code getHours}. */
final class ZoneCheck {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "getFullYear",
          "getMonth",
          "getDayOfYear",
          "getDayOfMonth",
          "getDate",
          "getDayOfWeek",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds");

  private ZoneCheck() {}

  /** Returns what is wrong with the zone of a call; empty where it has none, or one that exists. */
  static Optional<String> problem(CelCall call) {
    if (!FUNCTIONS.contains(call.function()) || call.args().isEmpty()) {
      return Optional.empty();
    }
    CelExpr zone = call.args().get(call.args().size() - 1);
    String name = Regexes.literal(zone);
    return name == null || exists(name)
        ? Optional.empty()
        : Optional.of(
            "there is no zone '"
                + name
                + "'"
                + Spelling.nearest(name, ZoneId.getAvailableZoneIds())
                    .map(meant -> "; did you mean '" + meant + "'?")
                    .orElse("; write one such as 'Europe/Berlin', 'UTC' or '+01:00'"));
  }

  private static boolean exists(String name) {
    try {
      return name.matches("[+-]?\\d{2}:\\d{2}") || !ZoneId.of(name).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }
}

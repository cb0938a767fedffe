package io.waymark.match;

import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of earlier steps for a condition; none of a step that is left out. */
record Earlier(Map<String, List<Touchpoint>> chosen) implements Scope {
  @Override
  public @Nullable Object value(String name) {
    String[] parts = name.split("\\.");
    List<Touchpoint> own = chosen.get(parts[0]);
    if (own == null) {
      return null;
    }
    return switch (parts[1]) {
      case "count" -> (long) own.size();
      case "sum" -> sums(own);
      case "first" -> Scope.field(own.get(0), parts[2]);
      default -> Scope.field(own.get(own.size() - 1), parts[2]);
    };
  }

  private static Map<String, BigDecimal> sums(List<Touchpoint> own) {
    Map<String, BigDecimal> sums = new HashMap<>();
    for (Touchpoint touchpoint : own) {
      for (Map.Entry<String, Object> property : touchpoint.properties().entrySet()) {
        String text = String.valueOf(property.getValue());
        if (text.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?")) {
          sums.merge(property.getKey(), new BigDecimal(text), BigDecimal::add);
        }
      }
    }
    return sums;
  }
}

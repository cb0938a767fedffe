package io.waymark.expression;

import io.waymark.model.Touchpoint;
import java.util.Map;

/** Touchpoints of which only id and properties matter. */
final class TestTouchpoint {
  private TestTouchpoint() {}

  static Touchpoint of(String id, Map<String, Object> properties) {
    return new Touchpoint(id, "anna", null, "Product Viewed", null, 1, null, properties);
  }
}

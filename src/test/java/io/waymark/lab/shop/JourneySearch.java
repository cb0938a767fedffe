package io.waymark.lab.shop;

import io.waymark.model.Touchpoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Questions to one customer's touchpoints, to find in them the stories that the bundled rules look
 * for.
 */
record JourneySearch(List<Touchpoint> touchpoints) {

  Stream<Touchpoint> all(String type) {
    return touchpoints.stream().filter(touchpoint -> touchpoint.type().equals(type));
  }

  /**
   * Returns the touchpoints of the types that follow one of them, less than {@code within} later.
   */
  Stream<Touchpoint> after(Touchpoint first, Duration within, String... types) {
    List<String> wanted = List.of(types);
    return touchpoints.stream()
        .skip(touchpoints.indexOf(first) + 1L)
        .filter(later -> later.timeMillis() < first.timeMillis() + within.toMillis())
        .filter(later -> wanted.contains(later.type()));
  }

  boolean silent(Touchpoint first, Duration within, String... types) {
    return after(first, within, types).findAny().isEmpty();
  }

  boolean consents() {
    return all(Touchpoint.IDENTIFY).anyMatch(has("marketingConsent", Boolean.TRUE::equals));
  }

  static Predicate<Touchpoint> has(String property, Predicate<Object> holds) {
    return touchpoint -> {
      Object value = touchpoint.properties().get(property);
      return value != null && holds.test(value);
    };
  }

  static Predicate<Touchpoint> number(String property, Predicate<Double> holds) {
    return has(property, value -> value instanceof Number n && holds.test(n.doubleValue()));
  }

  static Predicate<Touchpoint> same(String property, Touchpoint as) {
    return has(property, value -> Objects.equals(value, as.properties().get(property)));
  }
}

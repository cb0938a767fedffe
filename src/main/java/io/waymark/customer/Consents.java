package io.waymark.customer;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a touchpoint says about consent. */
final class Consents {
  /** More purposes than anybody asks for; what is left out counts as refused. */
  static final int MOST = 64;

  private static final int LONGEST_NAME = 128;

  private Consents() {}

  /** Returns whether the customer consents, by purpose; only {@code true} does. */
  static Map<String, Object> of(Map<?, ?> said) {
    Map<String, Object> consent = new LinkedHashMap<>();
    said.forEach(
        (purpose, value) -> {
          String name = purpose.toString();
          if (consent.size() < MOST && name.length() <= LONGEST_NAME) {
            consent.put(name, value.equals(true));
          }
        });
    return consent;
  }
}

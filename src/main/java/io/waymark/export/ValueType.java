package io.waymark.export;

import io.waymark.model.Decimals;

/** The type of a value. */
enum ValueType {
  STRING,
  BOOLEAN,
  INTEGER,
  FLOAT;

  static ValueType of(Object value) {
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof Number number) {
      return Decimals.normal(number) instanceof Long ? INTEGER : FLOAT;
    }
    return STRING;
  }

  /** Returns the narrowest type that has the values of both. */
  ValueType and(ValueType other) {
    if (this == other) {
      return this;
    }
    return isNumber() && other.isNumber() ? FLOAT : STRING;
  }

  private boolean isNumber() {
    return this == INTEGER || this == FLOAT;
  }
}

package io.waymark.expression;

import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.runtime.CelEvaluationException;
import io.waymark.model.Arithmetic;
import io.waymark.model.DecimalReader;
import io.waymark.model.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Converts values by CEL's functions of the type's name, numbers as {@link Decimals} has them. */
final class Conversions {
  private Conversions() {}

  /** Cuts the fraction off a number; a text must be that of an integer. */
  static Object toInteger(Object value) throws CelEvaluationException {
    Number number = Operands.number(value);
    if (number == null || (value instanceof String && !Decimals.isInteger(number))) {
      return Operands.standard("int", value);
    }
    return Arithmetic.truncate(number);
  }

  static Object toUnsigned(Object value) throws CelEvaluationException {
    Number number = Operands.number(toInteger(value));
    if (number == null || Decimals.compare(number, 0L) < 0) {
      throw new CelNumericOverflowException(value + " is no unsigned integer");
    }
    return number;
  }

  /** Reads a text as number, with an exponent or blanks around it, too. */
  static Object toNumber(Object value) throws CelEvaluationException {
    Number number = Operands.number(value);
    if (number != null) {
      return Decimals.normal(number);
    }
    return value instanceof String text
        ? read(text)
        : Decimals.normal((Number) Operands.standard("double", value));
  }

  private static Number read(String text) {
    try {
      return DecimalReader.read(text.strip());
    } catch (NumberFormatException e) {
      throw new CelNumericOverflowException("'" + text + "' is no number");
    }
  }

  static Object toText(Object value) throws CelEvaluationException {
    Number number = value instanceof String ? null : Operands.number(value);
    return number == null ? Operands.standard("string", value) : Decimals.text(number);
  }

  /** Takes a number as seconds since 1970. */
  static Object toTime(Object value) throws CelEvaluationException {
    Number number = value instanceof String ? null : Operands.number(value);
    if (number == null) {
      return Operands.standard("timestamp", value);
    }
    BigDecimal seconds = Decimals.decimal(number);
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    Object time = Operands.standard("timestamp", Decimals.normal(whole));
    return ((Instant) time).plusNanos(seconds.subtract(whole).movePointRight(9).longValue());
  }
}

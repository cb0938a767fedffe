package io.waymark.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Defines what counts as a number, which numbers are equal, their order and their text. All numbers
 * are decimal: a {@code Double} stands for the shortest decimal that is read as it, so 0.1 is a
 * tenth, and a text such as {@code "120.50"} counts as the number that it reads as.
 *
 * <p>A number in normal form is a {@code Long} if it is an integer of 64 bits; otherwise a {@code
 * Double} if one stands for it; otherwise a {@code BigDecimal} without trailing zeros. Numbers in
 * normal form are equal where their objects are. NaN and infinity are no numbers.
 *
 * <p>{@link Arithmetic} computes with numbers, {@link DecimalReader} reads them.
 */
public final class Decimals {
  /** The digits that a number may have, zeros at either end not counted. */
  public static final int MOST_DIGITS = 128;

  /** The largest power of ten that a number may reach, and its reciprocal the smallest. */
  public static final int MOST_EXPONENT = 400;

  /** Integers below this are exact as doubles, and every double above it is an integer. */
  static final long EXACT_INTEGERS = 1L << 53;

  /** Decimals of up to 15 digits are all read as different doubles (IEEE 754, DBL_DIG). */
  static final double FIFTEEN_DIGITS = 1e15;

  /** A double has no more digits than this. */
  private static final int DOUBLE_DIGITS = 17;

  private static final int MOST_FRACTION_TRIED = 6;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

  private Decimals() {}

  /** Returns the number that a value counts as, not always in normal form; null for none. */
  public static @Nullable Number number(@Nullable Object value) {
    if (value instanceof Long || value instanceof BigDecimal) {
      return (Number) value;
    }
    if (value instanceof Double fraction) {
      return Double.isFinite(fraction) ? fraction : null;
    }
    return value instanceof String text ? DecimalReader.plain(text) : null;
  }

  /**
   * Returns a value in a form in which equal values have equal objects: numbers, and texts of
   * numbers, in normal form, also inside lists and maps. Null for NaN and infinity.
   */
  public static @Nullable Object key(@Nullable Object value) {
    if (value instanceof String text) {
      Number number = DecimalReader.plain(text);
      return number == null ? text : number;
    }
    if (value instanceof Number number) {
      return number instanceof Double fraction && !Double.isFinite(fraction)
          ? null
          : normal(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Decimals::key).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> keys = new LinkedHashMap<>();
      map.forEach((name, item) -> keys.put(key(name), key(item)));
      return keys;
    }
    return value;
  }

  /** Returns a number in normal form. */
  public static Number normal(Number number) {
    if (number instanceof Long) {
      return number;
    }
    if (number instanceof Double fraction) {
      if (Math.abs(fraction) < EXACT_INTEGERS) {
        return fraction == Math.rint(fraction) ? (Number) fraction.longValue() : fraction;
      }
      return normal(decimal(fraction));
    }
    BigDecimal decimal = ((BigDecimal) number).stripTrailingZeros();
    return isLong(decimal) ? (Number) decimal.longValueExact() : fraction(decimal);
  }

  private static boolean isLong(BigDecimal stripped) {
    return stripped.scale() <= 0
        && stripped.precision() - stripped.scale() <= 19
        && stripped.toBigInteger().bitLength() < Long.SIZE;
  }

  private static Number fraction(BigDecimal stripped) {
    if (stripped.precision() <= DOUBLE_DIGITS) {
      double nearest = stripped.doubleValue();
      if (Double.isFinite(nearest) && decimal(nearest).compareTo(stripped) == 0) {
        return nearest;
      }
    }
    return stripped;
  }

  /** Returns whether a number has no fraction. */
  public static boolean isInteger(Number number) {
    Number normal = normal(number);
    return normal instanceof Long || decimal(normal).stripTrailingZeros().scale() <= 0;
  }

  /** Returns whether a number has more digits, or a larger or smaller exponent, than one may. */
  static boolean isBeyondBounds(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    int digits = stripped.precision();
    long exponent = (long) digits - stripped.scale() - 1;
    return stripped.signum() != 0
        && (digits > MOST_DIGITS || exponent > MOST_EXPONENT || exponent < -MOST_EXPONENT);
  }

  /** Compares two numbers. */
  public static int compare(Number one, Number other) {
    if (one instanceof Long a && other instanceof Long b) {
      return Long.compare(a, b);
    }
    if (isExactAsDouble(one) && isExactAsDouble(other)) {
      double a = one.doubleValue();
      double b = other.doubleValue();
      return a < b ? -1 : a > b ? 1 : 0;
    }
    return decimal(one).compareTo(decimal(other));
  }

  private static boolean isExactAsDouble(Number number) {
    return number instanceof Double
        || (number instanceof Long integer
            && Math.abs(integer) < EXACT_INTEGERS
            && integer != Long.MIN_VALUE);
  }

  /**
   * Returns the double next to a number. Of two numbers the greater never has the lesser double, so
   * that only numbers with the same double need be compared exactly.
   */
  public static double nearest(Number number) {
    return number.doubleValue();
  }

  /**
   * Returns the one text of a value, which equal values share: of numbers, and texts of numbers,
   * all digits without an exponent and without zeros at the end.
   */
  public static String text(Object value) {
    if (value instanceof String text) {
      Number number = DecimalReader.plain(text);
      return number == null ? text : text(number);
    }
    if (value instanceof Number number) {
      return number instanceof Double fraction && !Double.isFinite(fraction)
          ? fraction.toString()
          : textOf(normal(number));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Decimals::text).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> texts = new LinkedHashMap<>();
      map.forEach((name, item) -> texts.put(text(name), text(item)));
      return texts.toString();
    }
    return value.toString();
  }

  private static String textOf(Number normal) {
    return normal instanceof Long ? normal.toString() : decimal(normal).toPlainString();
  }

  /** Returns the decimal that a number stands for. */
  public static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof Long integer
        ? BigDecimal.valueOf(integer)
        : shortest(number.doubleValue());
  }

  /**
   * Returns the shortest decimal that is read as a double. {@code Double.toString} is no help: it
   * has too many digits for some doubles before Java 19 (JDK-4511638).
   */
  private static BigDecimal shortest(double number) {
    if (Math.abs(number) < EXACT_INTEGERS && number == Math.rint(number)) {
      return BigDecimal.valueOf((long) number);
    }
    for (int scale = 1; scale <= MOST_FRACTION_TRIED; scale++) {
      double unscaled = Math.rint(number * POWERS[scale]);
      if (Math.abs(unscaled) < FIFTEEN_DIGITS && unscaled / POWERS[scale] == number) {
        return BigDecimal.valueOf((long) unscaled, scale);
      }
    }
    BigDecimal exact = new BigDecimal(number);
    // Below the normal doubles even numbers of few digits share one.
    int least = Math.abs(number) < Double.MIN_NORMAL ? 1 : 15;
    for (int digits = least; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == number) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}

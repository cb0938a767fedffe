package io.waymark.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers from texts, each exactly; the results are in the normal form of {@link Decimals}.
 */
public final class DecimalReader {
  /** No number needs more characters, unless it is padded with zeros. */
  private static final int MOST_CHARACTERS = 1_000;

  /** Integers of this many digits fit into a long. */
  private static final int LONG_DIGITS = 18;

  /** Powers of ten up to this are exact as doubles. */
  private static final int EXACT_POWERS = 22;

  private static final double[] POWERS = new double[EXACT_POWERS + 1];

  static {
    for (int power = 0; power <= EXACT_POWERS; power++) {
      POWERS[power] = Double.parseDouble("1e" + power);
    }
  }

  private DecimalReader() {}

  /**
   * Reads a number as JSON, Java and people write them, with an exponent or without one.
   *
   * @throws NumberFormatException if it is none, or beyond the bounds of {@link Decimals}
   */
  public static Number read(String text) {
    Number plain = plain(text);
    if (plain != null) {
      return plain;
    }
    if (text.length() > MOST_CHARACTERS) {
      throw beyondBounds();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (!Decimals.isBeyondBounds(number)) {
        return Decimals.normal(number);
      }
    } catch (ArithmeticException e) {
      // Its exponent is beyond that of a decimal, too.
    }
    throw beyondBounds();
  }

  private static NumberFormatException beyondBounds() {
    return new NumberFormatException(
        "a number may have "
            + Decimals.MOST_DIGITS
            + " digits and lie between 1e-"
            + Decimals.MOST_EXPONENT
            + " and 1e"
            + Decimals.MOST_EXPONENT);
  }

  /**
   * Returns the number that a text counts as: an optional minus, digits without a zero before them,
   * and optionally a point and more digits. Null for any other text, as {@code 007} is no number
   * but a code, and for numbers beyond the bounds of {@link Decimals}.
   */
  static @Nullable Number plain(String text) {
    int length = text.length();
    int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    if (length == start || length > MOST_CHARACTERS || !isDigit(text.charAt(start))) {
      return null;
    }
    if (text.charAt(start) == '0' && length > start + 1 && text.charAt(start + 1) != '.') {
      return null;
    }
    int point = -1;
    long unscaled = 0;
    for (int i = start; i < length; i++) {
      char next = text.charAt(i);
      if (isDigit(next)) {
        unscaled = 10 * unscaled + (next - '0');
      } else if (next == '.' && point < 0 && i + 1 < length) {
        point = i;
      } else {
        return null;
      }
    }
    int digits = length - start - (point < 0 ? 0 : 1);
    if (digits > LONG_DIGITS) {
      return large(text);
    }
    return ofScaled(start == 0 ? unscaled : -unscaled, point < 0 ? 0 : length - point - 1);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static @Nullable Number large(String text) {
    BigDecimal number = new BigDecimal(text);
    return Decimals.isBeyondBounds(number) ? null : Decimals.normal(number);
  }

  /** Returns {@code unscaled} divided by ten to the power of {@code scale}, at most 22. */
  static Number ofScaled(long unscaled, int scale) {
    long rest = unscaled;
    int places = scale;
    while (places > 0 && rest % 10 == 0) {
      rest /= 10;
      places--;
    }
    if (places == 0) {
      return rest;
    }
    // Both are exact as doubles, so that the quotient is the double next to the number.
    return Math.abs(rest) < Decimals.FIFTEEN_DIGITS
        ? (Number) (rest / POWERS[places])
        : Decimals.normal(BigDecimal.valueOf(rest, places));
  }
}

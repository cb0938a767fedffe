package io.waymark.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Computes with numbers in decimal, so that 0.1 and 0.2 make 0.3. Results are exact, but for
 * quotients, which are rounded to 34 digits (the precision of IEEE 754's decimal128), and in the
 * normal form of {@link Decimals}. A result beyond the bounds of numbers is an {@link
 * ArithmeticException}, as is a division by zero.
 */
public final class Arithmetic {
  /** Stands for a number with more than two decimals, or so large that cents do not fit. */
  private static final long NO_CENTS = Long.MIN_VALUE;

  private static final double MOST_CENTS = 1e15;

  private Arithmetic() {}

  public static Number add(Number one, Number other) {
    if (one instanceof Long a && other instanceof Long b) {
      long sum = a + b;
      return ((a ^ sum) & (b ^ sum)) < 0
          ? bounded(BigDecimal.valueOf(a).add(BigDecimal.valueOf(b)))
          : (Number) sum;
    }
    long cents = cents(one);
    long otherCents = cents(other);
    return cents != NO_CENTS && otherCents != NO_CENTS
        ? DecimalReader.ofScaled(cents + otherCents, 2)
        : bounded(Decimals.decimal(one).add(Decimals.decimal(other)));
  }

  public static Number subtract(Number from, Number subtrahend) {
    if (from instanceof Long a && subtrahend instanceof Long b) {
      long difference = a - b;
      return ((a ^ b) & (a ^ difference)) < 0
          ? bounded(BigDecimal.valueOf(a).subtract(BigDecimal.valueOf(b)))
          : (Number) difference;
    }
    long cents = cents(from);
    long fewerCents = cents(subtrahend);
    return cents != NO_CENTS && fewerCents != NO_CENTS
        ? DecimalReader.ofScaled(cents - fewerCents, 2)
        : bounded(Decimals.decimal(from).subtract(Decimals.decimal(subtrahend)));
  }

  public static Number multiply(Number one, Number other) {
    if (one instanceof Long a && other instanceof Long b) {
      long product = a * b;
      return Math.multiplyHigh(a, b) == product >> (Long.SIZE - 1)
          ? (Number) product
          : bounded(BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b)));
    }
    long cents = cents(one);
    long otherCents = cents(other);
    return isInt(cents) && isInt(otherCents)
        ? DecimalReader.ofScaled(cents * otherCents, 4)
        : bounded(Decimals.decimal(one).multiply(Decimals.decimal(other)));
  }

  public static Number divide(Number dividend, Number divisor) {
    if (dividend instanceof Long a && divisor instanceof Long b && b > 0 && a % b == 0) {
      return a / b;
    }
    return bounded(
        Decimals.decimal(dividend).divide(Decimals.decimal(divisor), MathContext.DECIMAL128));
  }

  /** Returns what a division to an integer leaves; it has the sign of the dividend. */
  public static Number remainder(Number dividend, Number divisor) {
    if (dividend instanceof Long a && divisor instanceof Long b && b != 0) {
      return a % b;
    }
    return bounded(Decimals.decimal(dividend).remainder(Decimals.decimal(divisor)));
  }

  public static Number negate(Number number) {
    if (number instanceof Long integer && integer != Long.MIN_VALUE) {
      return -integer;
    }
    return bounded(Decimals.decimal(number).negate());
  }

  /** Returns the integer part of a number. */
  public static Number truncate(Number number) {
    if (number instanceof Long) {
      return number;
    }
    return bounded(Decimals.decimal(number).setScale(0, RoundingMode.DOWN));
  }

  /**
   * Returns a number in hundredths, or {@link #NO_CENTS}. Most fractions are prices, and computing
   * with these as integers saves decimal objects.
   */
  private static long cents(Number number) {
    if (number instanceof BigDecimal) {
      return NO_CENTS;
    }
    double value = number.doubleValue();
    double cents = Math.rint(value * 100);
    // Fifteen digits: no other decimal of so few is read as the same double.
    return Math.abs(cents) < MOST_CENTS && cents / 100 == value ? (long) cents : NO_CENTS;
  }

  private static boolean isInt(long cents) {
    return cents == (int) cents;
  }

  private static Number bounded(BigDecimal result) {
    if (Decimals.isBeyondBounds(result)) {
      throw new ArithmeticException("the result has too many digits, or too large an exponent");
    }
    return Decimals.normal(result);
  }
}

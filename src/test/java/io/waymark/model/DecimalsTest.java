package io.waymark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The notion of a number, against the JDK's decimals and against its own definition. */
class DecimalsTest {
  private static final int CASES = 30_000;

  @ParameterizedTest
  @CsvSource({
    "1001, 1001.0",
    "1001, 1001.000",
    "0, -0",
    "0, -0.0",
    "0.3, 0.30",
    "120.5, 120.50",
    "10000000000000000000, 10000000000000000000.0",
    "9007199254740993, 9007199254740993.0"
  })
  void oneNumberInTwoFormsIsOne(String one, String other) {
    assertThat(Decimals.key(one)).isInstanceOf(Number.class).isEqualTo(Decimals.key(other));
    assertThat(Decimals.text(one)).isEqualTo(one).isEqualTo(Decimals.text(other));
    assertThat(DecimalReader.read(one)).isEqualTo(DecimalReader.read(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "1.",
        ".5",
        "-.5",
        "01",
        "007",
        "00",
        "-01",
        "+1",
        " 1",
        "1 ",
        "1e3",
        "1E3",
        "0x1F",
        "1_000",
        "1,5",
        "NaN",
        "Infinity",
        "١",
        "1.2.3",
        "--1",
        "1-",
        "1f",
        "c0ffee"
      })
  void codesAreNoNumbers(String text) {
    assertThat(Decimals.number(text)).isNull();
    assertThat(Decimals.key(text)).isEqualTo(text);
    assertThat(Decimals.text(text)).isEqualTo(text);
  }

  @Test
  void numbersBeyondTheBoundsAreTextsOrRefused() {
    String fits = "9".repeat(Decimals.MOST_DIGITS);
    String tooLong = "9".repeat(Decimals.MOST_DIGITS + 1);

    assertThat(Decimals.number(fits)).isEqualTo(new BigDecimal(fits));
    assertThat(Decimals.number(tooLong)).isNull();
    assertThat(DecimalReader.read("1e400")).isEqualTo(Decimals.number("1" + "0".repeat(400)));
    for (String refused :
        List.of(tooLong, "1e401", "1e-401", "1e2147483647", "1e-2147483647", "1e99999999999")) {
      assertThatThrownBy(() -> DecimalReader.read(refused))
          .as(refused)
          .isInstanceOf(NumberFormatException.class);
    }
    assertThatThrownBy(() -> Arithmetic.multiply(DecimalReader.read("1e300"), 1e300))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Arithmetic.add(DecimalReader.read("1e300"), 1e-300))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void nanAndInfinityAreNoNumbers() {
    for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      assertThat(Decimals.number(none)).isNull();
      assertThat(Decimals.key(none)).isNull();
    }
  }

  @Test
  void equalityReachesIntoListsAndMaps() {
    Object one = List.of("1.0", Map.of("1", 2.50, "a", List.of(3L)));
    Object other = List.of(1L, Map.of("1.0", "2.5", "a", List.of(3.0)));

    assertThat(Decimals.key(one)).isEqualTo(Decimals.key(other));
    assertThat(Decimals.text(List.of(1.0, "x"))).isEqualTo("[1, x]");
  }

  /** 2e23 is one of the doubles for which the JDK before 19 has too many digits. */
  @ParameterizedTest
  @CsvSource({
    "2e23, 200000000000000000000000",
    "1e23, 100000000000000000000000",
    "1e19, 10000000000000000000",
    "0.1, 0.1",
    "39.99, 39.99",
    "1.0E7, 10000000",
    "12345678.5, 12345678.5",
    "1e-7, 0.0000001",
    "9007199254740994, 9007199254740994",
    "0.30000000000000004, 0.30000000000000004"
  })
  void aDoubleStandsForItsShortestDecimal(double number, String text) {
    assertThat(Decimals.text(number)).isEqualTo(text);
    assertThat(DecimalReader.read(text)).isEqualTo(Decimals.normal(number));
  }

  @Test
  void everyDoubleIsReadBackFromItsText() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(number) && !Double.isInfinite(number)) {
        BigDecimal decimal = Decimals.decimal(number);

        assertThat(decimal.doubleValue()).isEqualTo(number + 0.0);
        assertThat(decimal.precision()).isLessThanOrEqualTo(17);
        assertThat(DecimalReader.read(decimal.toString())).isEqualTo(Decimals.normal(number));
      }
    }
  }

  /** Any decimal of up to 15 digits is kept as a double or long, others as they are needed. */
  @Test
  void numbersAreReadExactly() {
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      String text = text(random);
      Number read = DecimalReader.read(text);

      assertThat(Decimals.decimal(read)).as(text).isEqualByComparingTo(new BigDecimal(text));
      assertThat(Decimals.normal(read)).as(text).isEqualTo(read);
      assertThat(Decimals.text(read))
          .as(text)
          .isEqualTo(
              new BigDecimal(text).signum() == 0
                  ? "0"
                  : new BigDecimal(text).stripTrailingZeros().toPlainString());
      if (new BigDecimal(text).stripTrailingZeros().precision() <= 15) {
        assertThat(read).as(text).isNotInstanceOf(BigDecimal.class);
      }
    }
  }

  @Test
  void orderAndEqualityAreThoseOfDecimals() {
    Random random = new Random(3);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      values.add(value(random));
    }
    for (Object one : values) {
      for (Object other : values) {
        Number a = Decimals.number(one);
        Number b = Decimals.number(other);
        int order = Decimals.decimal(a).compareTo(Decimals.decimal(b));

        assertThat(Decimals.compare(a, b)).as("%s and %s", one, other).isEqualTo(order);
        assertThat(Decimals.key(one).equals(Decimals.key(other)))
            .as("%s and %s", one, other)
            .isEqualTo(order == 0);
        assertThat(Decimals.text(one).equals(Decimals.text(other)))
            .as("%s and %s", one, other)
            .isEqualTo(order == 0);
        assertThat(Double.compare(Decimals.nearest(a) + 0.0, Decimals.nearest(b) + 0.0))
            .as("%s and %s", one, other)
            .isIn(0, order);
      }
    }
  }

  @Test
  void resultsAreThoseOfDecimals() {
    Random random = new Random(4);
    for (int i = 0; i < CASES; i++) {
      Number a = Decimals.number(value(random));
      Number b = Decimals.number(value(random));
      BigDecimal exactA = Decimals.decimal(a);
      BigDecimal exactB = Decimals.decimal(b);

      assertResult(Arithmetic.add(a, b), exactA.add(exactB));
      assertResult(Arithmetic.subtract(a, b), exactA.subtract(exactB));
      assertResult(Arithmetic.multiply(a, b), exactA.multiply(exactB));
      assertResult(Arithmetic.negate(a), exactA.negate());
      if (exactB.signum() != 0) {
        assertResult(Arithmetic.remainder(a, b), exactA.remainder(exactB));
        BigDecimal quotient = Decimals.decimal(Arithmetic.divide(a, b));
        assertThat(quotient.multiply(exactB).subtract(exactA).abs())
            .isLessThanOrEqualTo(exactA.abs().movePointLeft(33));
      }
    }
  }

  @Test
  void nothingIsDividedByZero() {
    for (Number zero : new Number[] {0L, 0.0, -0.0, BigDecimal.ZERO}) {
      for (Number number : new Number[] {0L, 1L, 1.5, Long.MIN_VALUE}) {
        assertThatThrownBy(() -> Arithmetic.divide(number, zero))
            .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Arithmetic.remainder(number, zero))
            .isInstanceOf(ArithmeticException.class);
      }
    }
  }

  private static void assertResult(Number result, BigDecimal exact) {
    assertThat(Decimals.decimal(result)).isEqualByComparingTo(exact);
    assertThat(Decimals.normal(result)).isEqualTo(result);
  }

  /** Draws a number or a text of one; many are near others, and near the limits of the types. */
  private static Object value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> (long) random.nextInt(5) - 2;
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      case 2 -> random.nextInt(5) / 2.0 - 1;
      case 3 -> (double) ((1L << 53) + random.nextInt(5) - 2);
      case 4 -> text(random);
      default -> new BigDecimal(text(random));
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(1 + random.nextInt(9));
    for (int digits = random.nextInt(23); digits > 0; digits--) {
      text.append(random.nextInt(3) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
    }
    if (random.nextBoolean()) {
      text.append('.');
      for (int digits = random.nextInt(23); digits >= 0; digits--) {
        text.append(random.nextInt(3) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
      }
    }
    return text.toString();
  }
}

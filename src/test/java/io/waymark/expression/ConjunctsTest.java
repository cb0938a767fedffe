package io.waymark.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Touchpoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts into which a condition is taken, against CEL on the whole of it. */
class ConjunctsTest {
  private static final int CONDITIONS = 2_000;
  private static final int TOUCHPOINTS = 30;

  /** Constants that include the limits of what a double holds exactly. */
  private static final List<String> CONSTANTS =
      List.of(
          "0",
          "1",
          "2",
          "1.0",
          "1.5",
          "-1",
          "0.0",
          "\"a\"",
          "\"1\"",
          "\"\"",
          "true",
          "false",
          "\"1.0\"",
          "\"1.50\"",
          "\"01\"",
          "\"-0\"",
          "\"9007199254740993\"",
          "\"10000000000000000001\"",
          "0.3",
          "9223372036854775807",
          "1u",
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "9007199254740991.0",
          "9007199254740992.0",
          "9007199254740994.0",
          "1e300",
          "5e-324");

  /** Numbers, texts of numbers, and what is none. */
  private static final List<Object> NUMBERS =
      List.of(
          0L,
          1L,
          2L,
          0.0,
          1.0,
          1.5,
          -1L,
          -1.0,
          5e-324,
          1e300,
          -0.0,
          0.3,
          "1",
          "1.0",
          "1.50",
          "01",
          "-0",
          "0.30",
          "9007199254740993",
          "10000000000000000001",
          new BigDecimal("10000000000000000001"),
          new BigDecimal("10000000000000000002"),
          new BigDecimal("0.30000000000000000001"),
          new BigDecimal("1.00"),
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          (1L << 53) - 1,
          1L << 53,
          (1L << 53) + 1,
          -(1L << 53) - 1,
          0x1p53 - 1,
          0x1p53,
          0x1p53 + 2,
          -0x1p53);

  @Test
  void allPartsHoldWhereCelSaysThatTheWholeDoes() {
    int held = 0;
    int understood = 0;
    int parts = 0;
    for (long seed = 0; seed < CONDITIONS; seed++) {
      Random random = new Random(seed);
      Expression condition = condition(random);
      parts += condition.conjuncts().size();
      understood +=
          (int) condition.conjuncts().stream().filter(ConjunctsTest::isUnderstood).count();
      for (int i = 0; i < TOUCHPOINTS; i++) {
        Touchpoint touchpoint = RandomTouchpoint.of(random, "t", "A", 1_000L * i, NUMBERS);
        boolean whole = condition.test(Scope.ofEvent(touchpoint, Scope.NONE));
        held += whole ? 1 : 0;

        assertThat(
                condition.conjuncts().stream().allMatch(part -> part.test(touchpoint, Scope.NONE)))
            .as("seed %d: %s of %s: %s", seed, condition.text(), touchpoint, condition.conjuncts())
            .isEqualTo(whole);
      }
    }
    assertThat(held).as("conditions that held").isGreaterThan(CONDITIONS * TOUCHPOINTS / 10);
    assertThat(understood).as("parts that are understood").isGreaterThan(parts / 3);
  }

  /** Minus zero equals zero, as CEL's definition has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.v == 0",
        "event.properties.v == 0.0",
        "event.properties.v in [0]",
        "event.properties.v >= 0",
        "event.properties.v <= 0"
      })
  void minusZeroIsZero(String text) {
    Expression condition = Expressions.builtIn(text, Vocabulary.EVENT);
    for (Object zero : List.of(0L, 0.0, -0.0)) {
      Touchpoint touchpoint = new Touchpoint("t", "c", null, "A", null, 0, null, Map.of("v", zero));

      assertThat(condition.conjuncts())
          .isNotEmpty()
          .allMatch(part -> part.test(touchpoint, Scope.NONE));
    }
  }

  private static boolean isUnderstood(Conjunct part) {
    return !(part instanceof Conjunct.Other);
  }

  /** Draws conditions until one has no type error. */
  private static Expression condition(Random random) {
    while (true) {
      String text = RandomCondition.ofEvent(random, CONSTANTS);
      if (!Vocabulary.EVENT.compile(text).hasError()) {
        return Expressions.builtIn(text, Vocabulary.EVENT);
      }
    }
  }
}

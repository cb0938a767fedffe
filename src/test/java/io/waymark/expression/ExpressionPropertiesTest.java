package io.waymark.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Properties of expressions that hold for any record. */
class ExpressionPropertiesTest {
  private static final int CASES = 1_500;
  private static final String[] KEYS = {"a", "b", "c"};
  private static final BigDecimal HUGE = new BigDecimal("1e399");
  private static final BigDecimal FINE = new BigDecimal("1e-399");

  /** A list of one item is no path and goes through CEL. */
  private static final List<Expression[]> PATHS_AND_PROGRAMS =
      List.of("record.a", "record.a.b", "record.a.b.c", "record.c.c.c.c", "record").stream()
          .map(path -> new Expression[] {expression(path), expression("[" + path + "][0]")})
          .toList();

  private static final List<Expression> ALL =
      List.of(
              "record.a == record.b",
              "record.a != record.b",
              "record.a < record.b",
              "record.a + record.b",
              "record.a - record.b",
              "record.a * record.b * record.b",
              "record.a / record.b",
              "record.a % record.b",
              "-record.a",
              "!record.a",
              "record.a && record.b",
              "record.a || record.b",
              "record.a ? record.b : record.c",
              "record.a in record.b",
              "record.a[record.b]",
              "record.a[0]",
              "record[record.a]",
              "int(record.a)",
              "uint(record.a)",
              "double(record.a)",
              "string(record.a)",
              "bool(record.a)",
              "bytes(record.a)",
              "string(bytes(record.a))",
              "timestamp(record.a)",
              "duration(record.a)",
              "type(record.a)",
              "dyn(record.a)",
              "size(record.a)",
              "record.a.matches('[a-z]+')",
              "record.a.startsWith(record.b)",
              "record.a.all(x, x > record.b)",
              "record.a.map(x, x + record.b)",
              "record.a.exists_one(x, x == record.b)",
              "has(record.a.b)",
              "{record.a: record.b}",
              "timestamp(record.a).getHours(record.b)",
              "timestamp(int(record.a)) + duration(record.b)")
          .stream()
          .map(ExpressionPropertiesTest::expression)
          .toList();

  @Test
  void theShortcutForAPathIsWhatCelSays() {
    int there = 0;
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Object> record = map(new Random(seed), 4);
      for (Expression[] both : PATHS_AND_PROGRAMS) {
        Object walked = both[0].evaluate(name -> record);
        there += walked == null ? 0 : 1;

        assertThat(walked)
            .as("seed %d: %s of %s", seed, both[0].text(), record)
            .isEqualTo(both[1].evaluate(name -> record));
      }
    }
    assertThat(there).as("values that were there at all").isGreaterThan(CASES / 2);
  }

  @Test
  void noRecordMakesAnExpressionThrow() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Object> record = map(new Random(seed), 3);
      for (Expression expression : ALL) {
        assertThatCode(() -> expression.evaluate(name -> record))
            .as("seed %d: %s of %s", seed, expression.text(), record)
            .doesNotThrowAnyException();
        assertThatCode(() -> expression.test(name -> record)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aConditionOfTwoMissingValuesIsFalse() {
    for (Expression expression : ALL) {
      assertThat(expression.test(name -> Map.of())).as(expression.text()).isFalse();
    }
  }

  private static Map<String, Object> map(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key : KEYS) {
      if (random.nextInt(4) > 0) {
        map.put(key, value(random, depth - 1));
      }
    }
    return map;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 6)) {
      case 0 ->
          pick(
              random,
              "",
              "a",
              "many",
              "7",
              "-7.50",
              "2026-03-01T12:00:00Z",
              "1h",
              "[",
              "(a+)+$",
              "\uD83D");
      case 1 -> pick(random, 0L, 1L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE, HUGE, FINE);
      case 2 ->
          pick(
              random,
              0.0,
              -0.0,
              1.0,
              1.5,
              1e300,
              Double.MIN_VALUE,
              -1e-9,
              Double.NaN,
              Double.NEGATIVE_INFINITY);
      case 3 -> true;
      case 4 -> false;
      case 5 -> pick(random, "UTC", "Nowhere/Land", "-9999999999999s", "0001-01-01T00:00:00Z");
      case 6, 7 -> list(random, depth - 1);
      default -> map(random, depth - 1);
    };
  }

  private static List<Object> list(Random random, int depth) {
    return new ArrayList<>(
        IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(random, depth)).toList());
  }

  private static Object pick(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }

  private static Expression expression(String text) {
    return Expressions.builtIn(text, Vocabulary.RECORD);
  }
}

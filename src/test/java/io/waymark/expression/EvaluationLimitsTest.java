package io.waymark.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that one evaluation takes bounded work and memory, whatever the expression asks for. */
@Timeout(600)
class EvaluationLimitsTest {
  private static final Map<String, Object> PROPERTIES = properties();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Expressions that take too much; each would take from 3 ms to for ever. */
  static final List<String> TOO_MUCH =
      List.of(
          "event.properties.items.all(i, event.properties.items.all(j, i.n + j.n >= 0))",
          "event.properties.items.all(i, event.properties.items.all(j,"
              + " event.properties.items.all(k, i.n + j.n + k.n >= 0)))",
          "event.properties.items.exists(i, event.properties.items == event.properties.same"
              + " && i.n < 0)",
          "event.properties.items.exists(i, i in event.properties.same && i.n < 0)",
          "event.properties.items.exists(i, i.none > 1)",
          "event.properties.items.all(i, i.none > 1 || i.other > 1 || i.n >= 0)",
          "event.properties.items.map(i, i.none > 1 || i.n >= 0).size() > 0",
          "event.properties.items.exists(i, event.channel == 'x' || i.n < 0)",
          "event.properties.items.exists(i, int(event.properties.word) > 1 || i.n < 0)",
          "event.properties.items.exists(i, event.properties.long.contains('b'))",
          "event.properties.long.contains(event.properties.almost)",
          "event.properties.items.exists(i, size(event.properties.long + 'x') < i.n)",
          "event.properties.long.matches('^(a|b|ab)+$')",
          "event.properties.word.matches('(a|b){90}') || event.properties.long.matches('(a|b)+c')",
          "event.properties.items.exists(i, double(event.properties.digits) < i.n)",
          "event.properties.items.map(i, event.properties.items).map(j, j).size() > 0",
          doubled("event.properties.word", "+", 40) + " != ''",
          doubled("event.properties.items", "+", 40) + " != []",
          nested(30) + " != []",
          nested(30));

  static List<String> tooMuch() {
    return TOO_MUCH;
  }

  /** Makes a value twice as long again and again, in loops of one turn each. */
  private static String doubled(String start, String operator, int times) {
    StringBuilder text = new StringBuilder("[" + start + "]");
    for (int i = 0; i < times; i++) {
      text.append(".map(a%d, a%d %s a%d)".formatted(i, i, operator, i));
    }
    return text + "[0]";
  }

  /** Puts a value twice into a list again and again: a short one that takes for ever to walk. */
  private static String nested(int times) {
    StringBuilder text = new StringBuilder("[event.properties.word]");
    for (int i = 0; i < times; i++) {
      text.append(".map(a%d, [a%d, a%d])".formatted(i, i, i));
    }
    return text.toString();
  }

  @ParameterizedTest
  @FieldSource("TOO_MUCH")
  void endsWhereTheStepsAreUsedUp(String text) {
    Expression expression = CheckedText.expression(text);
    List<Failure> failures = new ArrayList<>();
    Scope scope = scope(failures);
    assertThat(expression.evaluate(scope)).isNull();
    assertThat(failures).containsExactly(Failure.OVER_LIMIT);

    Duration best = fastest(expression, scope);

    // A step takes 0.1 µs, and so the bound 1 ms; the rest is for a machine that others use too.
    assertThat(best).isLessThan(Duration.ofMillis(10));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void isAbsentAsAWholeWhereAPartTakesTooMuch(String text) {
    assertThat(
            CheckedText.expression("dyn(" + text + ") == 'x' || true")
                .evaluate(scope(new ArrayList<>())))
        .isNull();
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void saysSoWhereAFailureMatters(String text) {
    assertThatThrownBy(() -> CheckedText.expression(text).evaluateOrFail(scope(new ArrayList<>())))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("more steps than one evaluation may");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.items.exists(i, i.n == 899)",
        "event.properties.items.filter(i, i.n > 850).size() == 49",
        "event.properties.few.all(i, i.n >= 0 && i.price > 1.5 && i.name.startsWith('item'))",
        "event.properties.few.map(i, i.n * 2)[7] == 14",
        "event.properties.few.exists(i, has(i.none) || i.n == 3)",
        "event.properties.few.exists(i, i.none > 3 || i.n == 3)",
        "event.properties.few == event.properties.few",
        "event.properties.few[1] in event.properties.few",
        "event.properties.word in ['a', 'b', 'c', 'ab']",
        "event.properties.long.contains('aaaa')",
        "event.properties.text.contains('never') == false",
        "event.properties.text.matches('[a-z]+ [0-9]{2,4}')",
        "event.properties.text + event.properties.text != event.properties.word"
      })
  void leavesRoomForWhatAuthorsWrite(String condition) {
    List<Failure> failures = new ArrayList<>();

    assertThat(CheckedText.condition(condition).test(scope(failures))).isTrue();
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.word > 1",
        "event.properties.few[99].n > 1",
        "1 / event.properties.zero > 1",
        "-event.properties.word > 1",
        "int(event.properties.word) > 1",
        "double(event.properties.word) > 1.0",
        "timestamp(event.properties.word) > event.time",
        "duration(event.properties.word) > duration('1s')",
        "event.time.getHours(event.properties.word) > 1",
        "event.properties.few.exists(i, i > 3)",
        "event.properties.word.all(c, c == 'a')",
        "size(event.properties.one) > 1",
        "event.properties.word + event.properties.one == 'ab1'",
        "{event.properties.one: 1, event.properties.one: 2}.size() > 0",
        "string(event.properties.few) == ''",
        "uint(event.properties.minus) > 1u"
      })
  void isAbsentAndCountedWhereItFails(String condition) {
    List<Failure> failures = new ArrayList<>();

    assertThat(CheckedText.condition(condition).test(scope(failures))).isFalse();
    assertThat(failures).hasSize(1).doesNotContain(Failure.OVER_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.none > 1",
        "event.channel == 'web'",
        "event.properties.few.exists(i, i.none > 3)",
        "event.properties.few[0].none.deep == 1",
        "event.properties.word.n == 1",
        "event.properties.word",
        "customer.traits.country == 'DE'",
        "event.properties.none.matches('a')"
      })
  void doesNotCountWhatIsMissing(String condition) {
    List<Failure> failures = new ArrayList<>();

    assertThat(CheckedText.condition(condition).test(scope(failures))).isFalse();
    assertThat(failures).isEmpty();
  }

  @Test
  void countsStepsAndNotTime() {
    Expression expression =
        CheckedText.expression("event.properties.items.filter(i, i.n >= 0).size()");
    List<@Nullable Object> values = new ArrayList<>();

    for (int i = 0; i < 3_000; i++) {
      int steps = 5_000 + 4 * (i % 1_500);
      values.add(
          expression.evaluate(
              Scope.ofEvent(
                  TestTouchpoint.of("t", PROPERTIES),
                  Scope.NONE.within(new Limits(steps, FailureRecorder.NONE)))));
    }

    assertThat(values.subList(0, 1_500)).isEqualTo(values.subList(1_500, 3_000));
    assertThat(values).contains(900L).containsNull();
  }

  private static Duration fastest(Expression expression, Scope scope) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      expression.evaluate(scope);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
    }
    return Duration.ofNanos(best);
  }

  private static Scope scope(List<Failure> failures) {
    Limits limits =
        new Limits(Limits.DEFAULT_STEPS, (expression, failure) -> failures.add(failure));
    return Scope.ofEvent(TestTouchpoint.of("t", PROPERTIES), Scope.NONE.within(limits));
  }

  private static Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("items", items(900));
    properties.put("same", items(900));
    properties.put("few", items(20));
    properties.put("long", "a".repeat(30_000));
    properties.put("almost", "a".repeat(12_000) + "b");
    properties.put("digits", "1".repeat(3_000));
    properties.put("text", "so many words 1234 " + "lorem ipsum ".repeat(10));
    properties.put("word", "ab");
    properties.put("zero", 0L);
    properties.put("one", 1L);
    properties.put("minus", -1L);
    return Collections.unmodifiableMap(properties);
  }

  private static List<Object> items(int many) {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < many; i++) {
      items.add(Map.of("n", i, "price", 2.5 + i, "name", "item " + i));
    }
    return Collections.unmodifiableList(items);
  }
}

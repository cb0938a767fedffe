package io.waymark.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.model.Touchpoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final long NOON = 1_772_366_400_250L; // 2026-03-01T12:00:00.250Z

  private static final Touchpoint REVIEW =
      new Touchpoint(
          "t1",
          "anna",
          null,
          "Product Reviewed",
          null,
          NOON,
          0.0,
          Map.of(
              "price",
              "120.50",
              "order",
              new BigDecimal("10000000000000000001"),
              "whole",
              20L,
              "broken",
              20.0,
              "text",
              "card_declined",
              "truth",
              true,
              "tags",
              List.of("a", 1L),
              "nested",
              Map.of("deep", 5L)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.none == 1",
        "event.properties.none != 1",
        "!(event.properties.none == 1)",
        "!(event.properties.none != 1)",
        "event.properties.none < 1",
        "event.properties.none >= 1",
        "event.properties.none in [1]",
        "!(event.properties.none in [1])",
        "'a' in event.properties.none",
        "event.properties.none",
        "!event.properties.none",
        "event.properties.nested.none != 1",
        "event.properties.text.none != 1",
        "event.properties.none.deep != 1",
        "event.properties['none'] != 1",
        "event.properties.tags[7] != 'a'",
        "event.properties.none.size() == 0",
        "event.properties.none == 1 || event.properties.other == 1",
        "event.properties.none == 1 && event.properties.whole == 20",
        "event.properties.none == event.properties.other",
        "event.channel != 'web'",
        "event.properties.none ? true : true",
        "event.properties.tags.all(tag, event.properties.none != tag)"
      })
  void whatIsMissingMakesAConditionFalse(String condition) {
    assertThat(test(condition)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.none == 1 || event.properties.whole == 20",
        "event.properties.whole == 20 || event.properties.none == 1",
        "!(event.properties.none == 1 && event.properties.whole == 21)",
        "!(event.properties.whole == 21 && event.properties.none == 1)",
        "!has(event.properties.none)",
        "!has(event.properties.none) || event.properties.none == 1",
        "has(event.properties.text) ? event.properties.text == 'card_declined' : false",
        "event.properties.tags.exists(tag, tag == 'a')"
      })
  void otherPartsOfAConditionDecideWhereTheyCan(String condition) {
    assertThat(test(condition)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "event.properties.whole == 20, true",
    "event.properties.whole == 20.0, true",
    "event.properties.broken == 20, true",
    "event.properties.whole == event.properties.broken, true",
    "event.properties.whole > 19.99, true",
    "event.properties.broken < 21, true",
    "event.properties.broken >= 20, true",
    "event.properties.whole in [20.0], true",
    "'event.properties.broken in [19, 20]', true",
    "event.properties.whole == '20', true",
    "event.properties.whole == '20.0', true",
    "event.properties.whole == '020', false",
    "event.properties.whole < '100', true",
    "event.properties.whole in ['20.00'], true",
    "'20.0' in [event.properties.whole], true",
    "event.properties.price > 100, true",
    "event.properties.price == 120.5, true",
    "event.properties.price * 2 == 241, true",
    "event.properties.order == '10000000000000000001', true",
    "event.properties.order == 10000000000000000000.0, false",
    "event.properties.order > 10000000000000000000.0, true",
    "'event.properties.tags == [\"a\", 1.0]', true",
    "'{\"1\": true}[event.properties.tags[1]]', true",
    "event.properties.tags[event.properties.broken - 19] == 1, true",
    "event.sentiment == 0, true",
    "'event.properties.price > \"20\"', true",
    "'event.properties.price > \"121\"', false",
    "'sum([1, 2.5, \"3\"], x, x) == 6.5', true",
    "'sum([0.1, 0.2], x, x * 10) == 3', true",
    "'sum([], x, x) == 0', true",
    "'sum([event.properties.nested], n, n.deep) == 5', true",
    "'sum([event.properties.nested, {\"deep\": 1}], n, n.deep + 1) == 8', true",
    "'sum([event.properties.nested], n, n.none) == 0', false",
    "'sum([{\"a\": 1}, {\"b\": 2}].filter(i, has(i.a)), i, i.a) == 1', true",
    "'sum([sum([1, 2], x, x), 3], x, x) == 6', true",
    "'event.sentiment in [0, 1]', true",
    "event.sentiment == 0 ? true : 0.5 > 0, true",
    "event.properties.text > 5, false",
    "event.properties.whole > 'a', false"
  })
  void numbersCompareWhateverTheirFormAndWithNothingElse(String condition, boolean holds) {
    assertThat(test(condition)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "event.time == timestamp('2026-03-01T12:00:00.250Z'), true",
    "event.time > timestamp('2026-03-01T12:00:00Z'), true",
    "event.time.getHours() == 12, true",
    "event.time.getDayOfWeek('Europe/Berlin') == 0, true",
    "event.time.getHours('Nowhere/Land') == 12, false",
    "event.time - duration('1h') < timestamp('2026-03-01T11:30:00Z'), true"
  })
  void timesCanBeAskedFor(String condition, boolean holds) {
    assertThat(test(condition)).isEqualTo(holds);
  }

  @Test
  void valuesComeOutPlain() {
    assertThat(value("event.properties.whole + 1")).isEqualTo(21L);
    assertThat(value("event.properties.broken / 8.0")).isEqualTo(2.5);
    assertThat(value("event.properties.whole / 8")).isEqualTo(2.5);
    assertThat(value("event.properties.whole * 1.19")).isEqualTo(23.8);
    assertThat(value("50 - 39.99")).isEqualTo(10.01);
    assertThat(value("0.1 + 0.2")).isEqualTo(0.3);
    assertThat(value("-event.properties.price")).isEqualTo(-120.5);
    assertThat(value("event.properties.price + event.properties.price")).isEqualTo("120.50120.50");
    assertThat(value("7.5 % 2")).isEqualTo(1.5);
    assertThat(value("event.properties.order + 1"))
        .isEqualTo(new BigDecimal("10000000000000000002"));
    assertThat(value("9223372036854775807 + 1")).isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(value("1 / 3")).isEqualTo(new BigDecimal("0." + "3".repeat(34)));
    assertThat(value("1 / 0")).isNull();
    assertThat(value("double('NaN')")).isNull();
    assertThat(value("double('1e999')")).isNull();
    assertThat(value("double(' 120.50')")).isEqualTo(120.5);
    assertThat(value("double('10000000000000000001')"))
        .isEqualTo(new BigDecimal("10000000000000000001"));
    assertThat(value("int('12.0')")).isEqualTo(12L);
    assertThat(value("int('12.7')")).isNull();
    assertThat(value("int(-12.7)")).isEqualTo(-12L);
    assertThat(value("string(event.properties.broken)")).isEqualTo("20");
    assertThat(value("string(event.properties.order)")).isEqualTo("10000000000000000001");
    assertThat(value("timestamp(1772366400.250)")).isEqualTo("2026-03-01T12:00:00.250Z");
    assertThat(value("timestamp(event.properties.whole / 8)"))
        .isEqualTo("1970-01-01T00:00:02.500Z");
    assertThat(value("size(event.properties.tags) + 0.5")).isEqualTo(2.5);
    assertThat(value("event.properties.tags.map(tag, tag + tag)")).isEqualTo(List.of("aa", 2L));
    assertThat(value("event.properties.tags.exists_one(tag, tag == '1')")).isEqualTo(true);
    assertThat(value("event.properties.text + '!'")).isEqualTo("card_declined!");
    assertThat(value("event.properties.truth")).isEqualTo(true);
    assertThat(value("event.time")).isEqualTo("2026-03-01T12:00:00.250Z");
    assertThat(value("event.time - event.time")).isEqualTo("PT0S");
    assertThat(value("event.properties.nested")).isEqualTo(Map.of("deep", 5L));
    assertThat(value("[1, 'a', 2.5]")).isEqualTo(List.of(1L, "a", 2.5));
    assertThat(value("{'a': event.properties.tags}")).isEqualTo(Map.of("a", List.of("a", 1L)));
    assertThat(value("5u")).isEqualTo(5L);
    assertThat(value("null")).isNull();
    assertThat(value("event.properties.none")).isNull();
  }

  @Test
  void aStepOffersItsFirstItsLastAndTheirCount() {
    Scope steps =
        Scope.ofSteps(
            Map.of("failure", List.of(failure("t1", 1L), failure("t2", 2L), failure("t3", 3L))),
            Scope.NONE);
    Vocabulary vocabulary = Vocabulary.EVENT.step("failure");

    assertThat(Expressions.builtIn("failure.first.properties.v", vocabulary).evaluate(steps))
        .isEqualTo(1L);
    assertThat(Expressions.builtIn("failure.last.properties.v", vocabulary).evaluate(steps))
        .isEqualTo(3L);
    assertThat(Expressions.builtIn("failure.last.id", vocabulary).evaluate(steps)).isEqualTo("t3");
    assertThat(Expressions.builtIn("failure.count", vocabulary).evaluate(steps)).isEqualTo(3L);
  }

  @Test
  void aStepThatWasNotChosenIsMissing() {
    Scope none = Scope.ofSteps(Map.of("failure", List.of()), Scope.NONE);
    Vocabulary vocabulary = Vocabulary.EVENT.step("failure");

    assertThat(Expressions.builtIn("failure.count", vocabulary).evaluate(none)).isNull();
    assertThat(Expressions.builtIn("failure.count != 3", vocabulary).test(none)).isFalse();
    assertThat(Expressions.builtIn("failure.last.id != 'a'", vocabulary).test(none)).isFalse();
  }

  @Test
  void tellsWhatIsMissingFromWhatFails() throws EvaluationException {
    Scope record = record(Map.of("quantity", "many", "text", "a", "list", List.of()));

    assertThat(orFail("int(record.none)", record)).isNull();
    assertThat(orFail("record.none.deeper + 1", record)).isNull();
    assertThat(orFail("record.none", record)).isNull();
    assertThatThrownBy(() -> orFail("int(record.quantity)", record))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("many");
    assertThatThrownBy(() -> orFail("record.text + 1", record))
        .isInstanceOf(EvaluationException.class);
    assertThatThrownBy(() -> orFail("1 / 0", record)).isInstanceOf(EvaluationException.class);
  }

  @Test
  void knowsTheNamesThatItUses() {
    Vocabulary vocabulary = Vocabulary.EVENT.step("a").customer();

    assertThat(
            Expressions.builtIn(
                    "event.properties.v > a.last.properties.v && customer.stage == 'x'", vocabulary)
                .names())
        .containsExactlyInAnyOrder("event.properties", "a.last.properties", "customer.stage");
    assertThat(Expressions.builtIn("event.type", vocabulary).names()).containsExactly("event.type");
    assertThat(Expressions.builtIn("1 == 1", vocabulary).names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.10000000000000000001",
        "1.00000000000000000001 - 1",
        "event.properties.whole > 12345678901234567890.5",
        "1e999",
        "-1e999 < event.sentiment",
        "10000000000000000001",
        "18446744073709551616u"
      })
  void aLiteralThatWouldBeRoundedIsRefused(String text) {
    assertThat(Vocabulary.EVENT.compile(text).hasError()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.1", "1.50", "1e3", "-0.5", ".5", "2e23", "5e-324", "1e-7", "9007199254740993"})
  void aLiteralThatIsExactIsTaken(String text) {
    assertThat(Vocabulary.EVENT.compile(text).hasError()).isFalse();
  }

  private static boolean test(String condition) {
    return Expressions.builtIn(condition, Vocabulary.EVENT).test(review());
  }

  private static Object value(String expression) {
    return Expressions.builtIn(expression, Vocabulary.EVENT).evaluate(review());
  }

  private static Object orFail(String expression, Scope scope) throws EvaluationException {
    return Expressions.builtIn(expression, Vocabulary.RECORD).evaluateOrFail(scope);
  }

  private static Scope review() {
    return Scope.ofEvent(REVIEW, Scope.NONE);
  }

  private static Scope record(Map<String, Object> record) {
    return name -> name.equals("record") ? record : null;
  }

  private static Touchpoint failure(String id, long v) {
    return new Touchpoint(id, "anna", null, "Payment Failed", null, NOON, null, Map.of("v", v));
  }
}

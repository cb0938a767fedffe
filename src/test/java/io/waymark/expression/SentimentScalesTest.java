package io.waymark.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.model.Decimals;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentScalesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, -1",
    "2, 1, 5, -0.5",
    "3, 1, 5, 0",
    "4, 1, 5, 0.5",
    "5, 1, 5, 1",
    "4.5, 1, 5, 0.75",
    "0, 0, 100, -1",
    "73, 0, 100, 0.46",
    "1, 6, 1, 1",
    "6, 6, 1, -1",
    "3, 6, 1, 0.2",
    "-2, -5, 5, -0.4"
  })
  void aRatingLiesBetweenTheEndsOfItsScale(String x, String worst, String best, String sentiment) {
    String text = "fromRating(record.x, " + worst + ", " + best + ")";

    assertThat(value(text, new BigDecimal(x))).isEqualByComparingTo(sentiment);
    assertThat(value(text, x)).isEqualByComparingTo(sentiment);
  }

  @ParameterizedTest
  @CsvSource({"0, -1", "5, -1", "6, -1", "7, 0", "8, 0", "9, 1", "10, 1", "9.0, 1"})
  void aScoreIsThatOfADetractorAPassiveOrAPromoter(String x, String sentiment) {
    assertThat(value("fromNps(record.x)", new BigDecimal(x))).isEqualByComparingTo(sentiment);
    assertThat(value("fromNps(record.x)", x)).isEqualByComparingTo(sentiment);
  }

  @Test
  void theMeanOfScoresIsTheNetPromoterScore() {
    // Of 0 to 10, two of eleven promote and seven detract: (2 - 7) / 11.
    double mean =
        LongStream.rangeClosed(0, 10)
            .mapToDouble(score -> value("fromNps(record.x)", score).doubleValue())
            .average()
            .orElseThrow();

    assertThat(mean).isEqualTo(-5 / 11.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fromRating(record.x, 1, 5) | 0 | 0 is no rating from 1 to 5",
        "fromRating(record.x, 1, 5) | 5.01 | 5.01 is no rating from 1 to 5",
        "fromRating(record.x, 6, 1) | 7 | 7 is no rating from 6 to 1",
        "fromRating(record.x, 1, record.x) | 1 | a rating needs a scale with two different ends",
        "fromNps(record.x) | 11 | 11 is no integer from 0 to 10",
        "fromNps(record.x) | -1 | -1 is no integer from 0 to 10",
        "fromNps(record.x) | 8.5 | 8.5 is no integer from 0 to 10"
      })
  void anAnswerOffItsScaleHasNoSentiment(String text, String x, String message) {
    Expression expression = expression(text);
    Scope scope = record(Decimals.normal(new BigDecimal(x)));
    List<Failure> failed = new ArrayList<>();
    Limits limits =
        new Limits(Limits.DEFAULT_STEPS, (Expression each, Failure why) -> failed.add(why));

    assertThatThrownBy(() -> expression.evaluateOrFail(scope))
        .isInstanceOf(EvaluationException.class)
        .hasMessageEndingWith(message);
    assertThat(expression.evaluate(scope.within(limits))).isNull();
    assertThat(failed).containsExactly(Failure.OUT_OF_RANGE);
  }

  @ParameterizedTest
  @CsvSource({"fromNps(record.x)", "'fromRating(record.x, 1, 5)'"})
  void anAnswerThatIsNoNumberFailsAndAMissingOneIsAbsent(String text) throws Exception {
    Expression expression = expression(text);

    assertThatThrownBy(() -> expression.evaluateOrFail(record("good")))
        .hasMessageEndingWith("'good' is no number");
    assertThatThrownBy(() -> expression.evaluateOrFail(record(true)))
        .hasMessageEndingWith("true is no number");
    assertThat(expression.evaluateOrFail(record(""))).isNull();
    assertThat(expression.evaluateOrFail(record(null))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fromRating(record.x, 5, 5) | 1:25 a rating needs a scale with two different ends: its worst"
            + " and its best",
        "fromRating(record.x) | 1:11 'fromRating' does not go with (any)",
        "fromNps(\"9\") | 1:8 'fromNps' does not go with (string)",
        "fromStars(record.x) | 1:1 there is no function 'fromStars'"
      })
  void aCallThatCanNeverBeRightIsAProblem(String text, String problem) {
    String quoted = "'" + text + "'";
    Problems problems = new Problems("m.yaml", "e: " + quoted);

    Expressions.expression(yaml(quoted, problems), Vocabulary.RECORD);

    assertThat(problems.list())
        .extracting(
            each -> each.line() + ":" + (each.column() - "e: '".length()) + " " + each.message())
        .containsExactly(problem);
  }

  @Test
  void rulesUseThemAsWell() {
    Problems problems = new Problems("r.yaml", "");
    Expression condition =
        Expressions.condition(
                yaml("fromRating(event.properties.rating, 1, 5) < -0.4", problems),
                Vocabulary.EVENT)
            .orElseThrow();

    assertThat(condition.test(rated(2L))).isTrue();
    assertThat(condition.test(rated(3L))).isFalse();
    assertThat(condition.test(rated(6L))).isFalse();
  }

  private static Scope rated(long rating) {
    return Scope.ofEvent(TestTouchpoint.of("t", Map.of("rating", rating)), Scope.NONE);
  }

  private static BigDecimal value(String text, Object x) {
    Object value = expression(text).evaluate(record(x));
    return Decimals.decimal((Number) value);
  }

  private static Scope record(@Nullable Object x) {
    Map<String, Object> record = new HashMap<>();
    if (x != null) {
      record.put("x", x);
    }
    return name -> name.equals("record") ? record : null;
  }

  private static Expression expression(String text) {
    Problems problems = new Problems("m.yaml", text);
    return Expressions.expression(yaml(text, problems), Vocabulary.RECORD)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }

  private static YamlValue yaml(String text, Problems problems) {
    return Yaml.read("e: " + text, problems).orElseThrow().required("e").orElseThrow();
  }
}

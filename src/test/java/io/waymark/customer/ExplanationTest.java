package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.MoreCollectors;
import io.waymark.model.Decision;
import io.waymark.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A match in one sentence, for whoever has to act on it. */
class ExplanationTest {
  @Test
  void namesWhatWasChosenStepByStep() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.withPattern(
                "r",
                "{within: 1h, steps: [{a: A, times: 3}, {absent: [X, Y]}, {b: [B, C], times: 2},"
                    + " {d: D}]}"))) {
      anna.on("A", "0s").on("A", "1m").on("A", "2m").on("C", "3m").on("B", "4m").on("D", "5m");

      assertThat(anna.decisions())
          .extracting(Decision::why)
          .containsExactly("A x3, then no X or Y, then C and B, then D");
    }
  }

  @Test
  void saysHowLongNothingCame() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.withPattern("r", "{steps: [{a: A}, {absent: [X, Y], for: 1d12h30m}]}"))) {
      anna.on("A", "0s").untilTheEnd();

      assertThat(anna.decisions())
          .extracting(Decision::why)
          .containsExactly("A, then no X or Y for 1d 12h");
    }
  }

  @Test
  void leavesOutAnOptionalStepThatWasLeftOut() {
    String pattern = "{within: 1h, steps: [{a: A}, {b: B, optional: true}, {c: C}]}";

    assertThat(why(pattern, "A", "C")).containsExactly("A, then C");
    assertThat(why(pattern, "A", "B", "C")).containsExactly("A, then B, then C");
  }

  @Test
  void absencesAroundAnOptionalStepThatWasLeftOutAreOneGap() {
    String pattern =
        "{within: 1h, steps: [{a: A}, {absent: X}, {b: B, optional: true}, {absent: [X, Y]},"
            + " {c: C}]}";

    assertThat(why(pattern, "A", "C")).containsExactly("A, then no X or Y, then C");
    assertThat(why(pattern, "A", "B", "C"))
        .containsExactly("A, then no X, then B, then no X or Y, then C");
  }

  @Test
  void twoAbsencesInOneGapAreSaidAtOnce() {
    assertThat(why("{within: 1h, steps: [{a: A}, {absent: X}, {absent: Y}, {b: B}]}", "A", "B"))
        .containsExactly("A, then no X or Y, then B");
  }

  @Test
  void namesEachOfSeveralTypesInTheOrderInWhichTheyCame() {
    assertThat(why("{within: 1h, steps: [{both: {all: [A, B]}}, {c: C}]}", "B", "A", "C"))
        .containsExactly("B and A, then C");
  }

  @Test
  void saysInWhatTheChosenDiffer() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.withPattern(
                "r",
                "{within: 1h, steps: [{a: A, times: 2, distinct: event.properties.k}, {b: B}]}"))) {
      anna.on("A", "0s", "k", 1L).on("A", "1m", "k", 1L).on("A", "2m", "k", 2L).on("B", "3m");

      assertThat(anna.decisions())
          .extracting(Decision::why)
          .containsExactly("A x2 with different k, then B");
    }
  }

  @Test
  void isSaidOfWithheldMatchesToo() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.rule("r", "paused", "pattern: {steps: [{a: A}]}", "{to: crm}"))) {
      anna.on("A", "0s");

      assertThat(anna.decisions()).extracting(Decision::why).containsExactly("A");
    }
  }

  @Test
  void saysTheValuesByWhichAConditionHeld() {
    assertThat(
            whyOf(
                "{steps: [{answer: Survey Answered, where: 'event.properties.survey == \"nps\" &&"
                    + " event.properties.score >= 9'}]}",
                at("Survey Answered", "survey", "nps", "score", 9.0)))
        .isEqualTo("Survey Answered with survey nps and score 9");
    assertThat(
            whyOf(
                "{steps: [{view: Page Viewed, where: event.properties.page.contains(\"/help\")}]}",
                at("Page Viewed", "page", "/help/returns")))
        .isEqualTo("Page Viewed with page /help/returns");
    assertThat(
            whyOf(
                "{within: 1h, steps: [{a: A}, {b: B, where: 'event.properties.k in [1, 2] &&"
                    + " event.properties.code != \"x\"', times: 1}]}",
                at("A"),
                at("B", "k", 2L, "code", "y z")))
        .isEqualTo("A, then B with k 2 and code \"y z\"");
  }

  @Test
  void saysTheConditionWhereTheValueSaysLess() {
    assertThat(
            whyOf(
                "{steps: [{a: A, where: 'has(event.properties.k) || event.properties.j == 1'}]}",
                at("A", "k", 7L)))
        .isEqualTo("A with has(k) || j == 1");
    assertThat(
            whyOf(
                "{steps: [{a: A, where: 'event.properties.tags.exists(tag, tag == \"x\")'}]}",
                at("A", "tags", List.of("x", "y"))))
        .isEqualTo("A with tags.exists(tag, tag == \"x\")");
  }

  @Test
  void saysTheConditionOfAnEarlierTouchpointWhoseValueWasNotKept() {
    String pattern =
        "{within: 1h, steps: [{a: A, where: event.properties.amount >= 20, times: 2},"
            + " {b: B, where: event.properties.amount >= 20}]}";
    Given[] given = {at("A", "amount", 25L), at("A", "amount", 30L), at("B", "amount", 40L)};

    assertThat(whyOf(pattern, given)).isEqualTo("A x2 with amount >= 20, then B with amount 40");
    assertThat(why("{to: crm, data: {of: a.last.properties.amount}}", pattern, given))
        .isEqualTo("A x2 with amount 25, 30, then B with amount 40");
  }

  @Test
  void aMatchByADeadlineHasTheSameSentence() {
    String pattern =
        "{steps: [{a: A, where: event.properties.amount >= 20},"
            + " {absent: X, where: event.properties.amount >= 20, for: 1h}]}";

    assertThat(whyOf(pattern, at("A", "amount", 25L), at("X", "amount", 5L)))
        .isEqualTo("A with amount >= 20, then no X with amount >= 20 for 1h");
    assertThat(
            why("{to: crm, data: {of: a.last.properties.amount}}", pattern, at("A", "amount", 25L)))
        .isEqualTo("A with amount 25, then no X with amount >= 20 for 1h");
  }

  @Test
  void saysWhatAConditionReadOfEarlierSteps() {
    assertThat(
            whyOf(
                "{within: 1h, steps: [{a: A}, {b: B, where: event.properties.price <"
                    + " a.last.properties.price}]}",
                at("A", "price", 100L),
                at("B", "price", 79.5)))
        .isEqualTo("A, then B with price 79.5 and a.last.properties.price 100");
    assertThat(
            whyOf(
                "{within: 1h, steps: [{a: A}, {b: B, where: event.properties.order =="
                    + " a.last.properties.order}]}",
                at("A", "order", "o1"),
                at("B", "order", "o1")))
        .isEqualTo("A, then B with order o1");
    assertThat(
            whyOf(
                "{within: 1h, steps: [{a: A, times: 2+, having: a.sum.value > 100}, {b: B}]}",
                at("A", "value", 70L),
                at("A", "value", 50L),
                at("B")))
        .isEqualTo("A x2 with a.sum.value 120, then B");
  }

  @Test
  void aValueStaysShortAndOnOneLine() {
    assertThat(
            whyOf(
                "{steps: [{a: A, where: event.properties.k != \"x\"}]}",
                at("A", "k", "\u001b[31mred\n" + "z".repeat(200))))
        .isEqualTo("A with k \" [31mred " + "z".repeat(91) + "...\"");
    assertThat(
            why(
                "{to: crm, data: {of: a.last.properties.k}}",
                "{within: 1h, steps: [{a: A, where: event.properties.k > 0, times: 5}, {b: B}]}",
                at("A", "k", 1L),
                at("A", "k", 2L),
                at("A", "k", 2L),
                at("A", "k", 3L),
                at("A", "k", 4L),
                at("B")))
        .isEqualTo("A x5 with k 1, 2, 3, ..., then B");
  }

  private record Given(String type, Object... properties) {}

  private static Given at(String type, Object... properties) {
    return new Given(type, properties);
  }

  private static String whyOf(String pattern, Given... given) {
    return why("{to: crm}", pattern, given);
  }

  /** Returns the sentence of the one match, which restores anywhere do not change. */
  private static String why(String trigger, String pattern, Given... given) {
    String kept = why(false, trigger, pattern, given);
    assertThat(why(true, trigger, pattern, given)).isEqualTo(kept);
    return kept;
  }

  private static String why(boolean restores, String trigger, String pattern, Given... given) {
    Rule rule = RulesFromYaml.rule("r", "live", "pattern: " + pattern, trigger);
    try (OneCustomer anna = new OneCustomer(rule)) {
      for (int i = 0; i < given.length; i++) {
        anna.on(given[i].type(), i + "m", given[i].properties());
        if (restores) {
          anna.restore();
        }
      }
      return anna.untilTheEnd().decisions().stream()
          .map(Decision::why)
          .collect(MoreCollectors.onlyElement());
    }
  }

  /** The sentences of what matches when touchpoints of these types come, a minute apart. */
  private static List<String> why(String pattern, String... types) {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", pattern))) {
      for (int i = 0; i < types.length; i++) {
        anna.on(types[i], i + "m");
      }
      return anna.untilTheEnd().decisions().stream().map(Decision::why).toList();
    }
  }
}

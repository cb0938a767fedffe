package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
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

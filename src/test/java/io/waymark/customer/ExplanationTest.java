package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Decision;
import org.junit.jupiter.api.Test;

/** A match in one sentence, for whoever has to act on it. */
class ExplanationTest {
  @Test
  void namesWhatWasChosenStepByStep() {
    try (Shop shop =
        new Shop(
            TestRules.withPattern(
                "r",
                "{within: 1h, steps: [{a: A, times: 3}, {absent: [X, Y]}, {b: [B, C], times: 2},"
                    + " {d: D}]}"))) {
      shop.on("A", "0s").on("A", "1m").on("A", "2m").on("C", "3m").on("B", "4m").on("D", "5m");

      assertThat(shop.decisions())
          .extracting(Decision::why)
          .containsExactly("A x3, then no X or Y, then C and B, then D");
    }
  }

  @Test
  void saysHowLongNothingCame() {
    try (Shop shop =
        new Shop(
            TestRules.withPattern("r", "{steps: [{a: A}, {absent: [X, Y], for: 1d12h30m}]}"))) {
      shop.on("A", "0s").untilTheEnd();

      assertThat(shop.decisions())
          .extracting(Decision::why)
          .containsExactly("A, then no X or Y for 1d 12h");
    }
  }

  @Test
  void isSaidOfWithheldMatchesToo() {
    try (Shop shop =
        new Shop(TestRules.rule("r", "paused", "pattern: {steps: [{a: A}]}", "{to: crm}"))) {
      shop.on("A", "0s");

      assertThat(shop.decisions()).extracting(Decision::why).containsExactly("A");
    }
  }
}

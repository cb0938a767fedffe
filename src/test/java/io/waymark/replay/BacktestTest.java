package io.waymark.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waymark.customer.HeldRuns;
import io.waymark.customer.RulesFromYaml;
import io.waymark.model.Arrival;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The runs that customers of a history hold. */
class BacktestTest {
  private static final Rule BY_KEY =
      RulesFromYaml.rule(
          "by-key",
          "draft",
          "pattern: {correlate: event.properties.k, within: 1h, steps: [{a: A}, {b: B}]}",
          "{to: crm}");
  private static final Rule ONE =
      RulesFromYaml.withPattern("one", "{within: 1h, steps: [{a: A}, {b: B}]}");

  @Test
  void countsTheRunsOfEachRuleAfterEachTouchpoint() {
    try (Backtest backtest = new Backtest(RulesFromYaml.LIFECYCLE, List.of(BY_KEY, ONE))) {
      apply(backtest, "ann", "1", "A", 0, "x");
      apply(backtest, "ann", "2", "A", 1, "y");
      apply(backtest, "ann", "3", "A", 2, "z");
      apply(backtest, "bob", "4", "C", 2, "x");
      apply(backtest, "ann", "5", "B", 3, "y");

      HeldRuns held = backtest.held();
      assertThat(held.samples()).isEqualTo(5);
      assertThat(held.average(BY_KEY)).isCloseTo((1 + 2 + 3 + 0 + 2) / 5.0, within(1e-9));
      assertThat(held.most(BY_KEY)).isEqualTo(3);
      assertThat(held.holding(BY_KEY)).isEqualTo(4);
      assertThat(held.average(ONE)).isCloseTo(3 / 5.0, within(1e-9));
      assertThat(held.most(ONE)).isEqualTo(1);
      assertThat(held.holding(ONE)).isEqualTo(3);
      assertThat(backtest.customers()).isEqualTo(2);
    }
  }

  @Test
  void runsEndWhenTheirTimeIsOver() {
    try (Backtest backtest = new Backtest(RulesFromYaml.LIFECYCLE, List.of(ONE))) {
      apply(backtest, "ann", "1", "A", 0, "x");
      for (int i = 0; i < 40; i++) {
        apply(backtest, "ann", "c" + i, "B", 3_600 + i, "x");
      }

      assertThat(backtest.held().holding(ONE)).isEqualTo(1);
    }
  }

  @Test
  void aDuplicateIsNoSample() {
    try (Backtest backtest = new Backtest(RulesFromYaml.LIFECYCLE, List.of(ONE))) {
      assertThat(apply(backtest, "ann", "1", "A", 0, "x")).isTrue();
      assertThat(apply(backtest, "ann", "1", "A", 0, "x")).isFalse();

      assertThat(backtest.held().samples()).isEqualTo(1);
    }
  }

  @Test
  void knowsAboutHowMuchHeapItsCustomersTake() {
    try (Backtest backtest = new Backtest(RulesFromYaml.LIFECYCLE, List.of(BY_KEY))) {
      for (int i = 0; i < 100; i++) {
        apply(backtest, "c" + i, "1", "C", i, "x");
      }
      long bare = backtest.heapBytes();
      for (int i = 0; i < 100; i++) {
        apply(backtest, "c0", "a" + i, "A", 100 + i, "k" + i);
      }

      assertThat(bare).isBetween(100L << 10, 200L << 10);
      assertThat(backtest.heapBytes() - bare).isBetween(100 * 100L, 100 * 1_000L);
    }
  }

  private static boolean apply(
      Backtest backtest, String customer, String id, String type, int second, String key) {
    Touchpoint touchpoint =
        new Touchpoint(id, customer, null, type, null, second * 1_000L, null, Map.of("k", key));
    return backtest.apply(new Arrival(touchpoint, Position.line("f", second), 0));
  }
}

package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.model.Answer.Miss;
import io.waymark.model.Question;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearMissesTest {
  private static final Rule DEAR =
      chain(
          "dear", "{a: A, where: event.properties.n > 5}", "{b: B, where: event.properties.n > 5}");

  @Test
  void keepTheLastTouchpointThatCouldHaveStartedARule() {
    try (OneCustomer anna = new OneCustomer(DEAR)) {
      anna.on("A", "1s", "n", 1L).on("A", "2s", "n", 2L).restore().on("A", "3s", "n", 3L);

      assertThat(misses(anna.restore(), 4_000))
          .containsExactly(
              new Miss(
                  "dear",
                  "a",
                  "A",
                  3_000,
                  "event.properties.n > 5",
                  Map.of("event.properties.n", 3L),
                  false));
    }
  }

  @Test
  void keepNothingOfAStepThatNoRunWaitsFor() {
    try (OneCustomer anna = new OneCustomer(DEAR)) {
      anna.on("B", "1s", "n", 1L);
      assertThat(misses(anna, 2_000)).isEmpty();

      anna.on("A", "2s", "n", 9L).on("B", "3s", "n", 1L);

      assertThat(misses(anna, 4_000)).extracting(Miss::step).containsExactly("b");
    }
  }

  @Test
  void keepNothingWhereTheConditionHolds() {
    try (OneCustomer anna = new OneCustomer(DEAR)) {
      anna.on("A", "1s", "n", 9L).on("B", "2s", "n", 9L);

      assertThat(misses(anna, 4_000)).isEmpty();
      assertThat(anna.triggers()).hasSize(1);
    }
  }

  @Test
  void keepNothingOfARunOfAnotherValue() {
    Rule each =
        RulesFromYaml.withPattern(
            "each",
            "{correlate: event.properties.k, within: 1h, steps: [{a: A}, {b: B, where:"
                + " event.properties.n > 5}]}");
    try (OneCustomer anna = new OneCustomer(each)) {
      anna.on("A", "1s", "k", "x").on("B", "2s", "k", "y", "n", 1L);
      assertThat(misses(anna, 3_000)).isEmpty();

      anna.on("B", "3s", "k", "x", "n", 1L);

      assertThat(misses(anna, 4_000)).extracting(Miss::timeMillis).containsExactly(3_000L);
    }
  }

  @Test
  void nameThePartThatFailedAndCutWhatItRead() {
    Rule rule =
        chain(
            "r",
            "{a: A, where: 'event.properties.n > 5 && event.properties.s.startsWith(\"x\")'}",
            "{b: B}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("A", "1s", "n", 6L, "s", "y".repeat(1_000));

      Miss miss = misses(anna, 2_000).get(0);

      assertThat(miss.failed()).isEqualTo("event.properties.s.startsWith(\"x\")");
      assertThat(miss.values())
          .containsExactly(Map.entry("event.properties.s", "y".repeat(100) + "..."));
    }
  }

  @Test
  void areForgottenAfterADay() {
    try (OneCustomer anna = new OneCustomer(DEAR)) {
      anna.on("A", "1s", "n", 1L);

      assertThat(misses(anna, 86_400_999)).hasSize(1);
      assertThat(misses(anna, 86_401_000)).isEmpty();
    }
  }

  @Test
  void areTheLastEightOfACustomer() {
    Rule[] rules =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    chain(
                        "r" + i, "{a: A%d, where: event.properties.n > 5}".formatted(i), "{b: B}"))
            .toArray(Rule[]::new);
    try (OneCustomer anna = new OneCustomer(rules)) {
      for (int i = 0; i < 12; i++) {
        anna.on("A" + i, (i + 1) + "s", "n", 1L).restore();
      }

      assertThat(misses(anna, 20_000))
          .extracting(Miss::rule)
          .containsExactly("r11", "r10", "r9", "r8", "r7", "r6", "r5", "r4");
    }
  }

  @Test
  void areNotKeptWhereMoreRulesBeginWithATypeThanACustomerCouldKeep() {
    Rule[] rules =
        IntStream.range(0, WatchedStarts.MOST + 1)
            .mapToObj(i -> chain("r" + i, "{a: A, where: event.properties.n > 5}", "{b: B}"))
            .toArray(Rule[]::new);
    try (OneCustomer anna = new OneCustomer(rules)) {
      anna.on("A", "1s", "n", 1L);

      assertThat(misses(anna, 2_000)).isEmpty();
      anna.rules.remove("r0", 0);
      assertThat(misses(anna.on("A", "2s", "n", 1L), 3_000)).hasSize(NearMisses.MOST);
    }
  }

  @Test
  void sayThatTheConditionIsAnotherOneByNow() {
    try (OneCustomer anna = new OneCustomer(DEAR)) {
      anna.on("A", "1s", "n", 1L).restore();

      anna.put(
          chain(
              "dear",
              "{a: A, where: event.properties.n > 7}",
              "{b: B, where: event.properties.n > 5}"),
          "2s");

      assertThat(misses(anna, 3_000))
          .extracting(Miss::failed, Miss::isChanged)
          .containsExactly(tuple("event.properties.n > 5", true));
    }
  }

  @Test
  void areGoneWithTheirRule() {
    try (OneCustomer anna = new OneCustomer(DEAR)) {
      anna.on("A", "1s", "n", 1L);

      anna.rules.remove("dear", 2_000);

      assertThat(misses(anna, 3_000)).isEmpty();
    }
  }

  @Test
  void nameThePartThatLooksBackAndWhatTheRunHadChosen() {
    Rule cheaper =
        chain(
            "cheaper",
            "{a: A}",
            "{b: B, where: 'event.properties.k == a.last.properties.k && event.properties.n <"
                + " a.last.properties.n'}");
    try (OneCustomer anna = new OneCustomer(cheaper)) {
      anna.on("A", "1s", "k", "x", "n", 5L).restore().on("B", "2s", "k", "x", "n", 9L);

      assertThat(misses(anna.restore(), 3_000))
          .containsExactly(
              new Miss(
                  "cheaper",
                  "b",
                  "B",
                  2_000,
                  "event.properties.n < a.last.properties.n",
                  Map.of("event.properties.n", 9L, "a.last.properties.n", 5L),
                  false));
    }
  }

  @Test
  void keepNothingWhereAnEarlierRunTakesWhatTheLatestDoesNot() {
    Rule same = chain("same", "{a: A}", "{b: B, where: event.properties.k == a.last.properties.k}");
    try (OneCustomer anna = new OneCustomer(same)) {
      anna.on("A", "1s", "k", "x").on("A", "2s", "k", "y").on("B", "3s", "k", "x");

      assertThat(anna.triggers()).hasSize(1);
      assertThat(misses(anna, 4_000)).isEmpty();
    }
  }

  @Test
  void keepNothingWhereMoreRunsWaitThanAreAsked() {
    Rule same = chain("same", "{a: A}", "{b: B, where: event.properties.k == a.last.properties.k}");
    try (OneCustomer anna = new OneCustomer(same)) {
      for (int i = 1; i <= 5; i++) {
        anna.on("A", i + "s", "k", "k" + i);
      }
      anna.on("B", "6s", "k", "k0");

      assertThat(misses(anna, 7_000)).isEmpty();
    }
  }

  @Test
  void keepNothingOfAPartThatLooksBackBeforeARunHasBegun() {
    Rule same = chain("same", "{a: A}", "{b: B, where: event.properties.k == a.last.properties.k}");
    try (OneCustomer anna = new OneCustomer(same)) {
      anna.on("B", "1s", "k", "x");

      assertThat(misses(anna, 2_000)).isEmpty();
    }
  }

  private static Rule chain(String id, String first, String second) {
    return RulesFromYaml.withPattern(id, "{within: 1h, steps: [%s, %s]}".formatted(first, second));
  }

  private static List<Miss> misses(OneCustomer anna, long atMillis) {
    return new AnswerMaking(anna.rules, false)
        .answer(new Question("q", "anna", null, 0, 0), anna.customer, atMillis, atMillis)
        .misses();
  }
}

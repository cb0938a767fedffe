package io.waymark.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.expression.Scope;
import io.waymark.model.Touchpoint;
import io.waymark.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class LifecycleTest {
  private static final String STAGES =
      """
      stages:
        - stage: one
          on: One
        - stage: two
          on: Two
        - stage: three
          on: Three
      """;

  @ParameterizedTest
  @CsvSource({
    "forward, , One, one",
    "forward, , Two, ",
    "forward, one, Two, two",
    "forward, one, Three, ",
    "forward, two, One, ",
    "skip, , One, ",
    "skip, , Two, two",
    "skip, one, Two, ",
    "skip, one, Three, three",
    "back, two, One, one",
    "back, three, One, one",
    "back, one, Two, ",
    "'forward, skip, back', one, Three, three",
    "'forward, skip, back', three, Two, two"
  })
  void goesWhereItsMovesAllow(
      String moves, @Nullable String from, String type, @Nullable String to) {
    Lifecycle lifecycle = read("lifecycle: l\nmoves: [" + moves + "]\n" + STAGES);

    assertThat(next(lifecycle, from, type)).isEqualTo(to);
  }

  @Test
  void goesForwardAndSkipsUnlessSaidOtherwise() {
    Lifecycle lifecycle = read("lifecycle: l\n" + STAGES);

    assertThat(next(lifecycle, null, "Three")).isEqualTo("three");
    assertThat(next(lifecycle, "three", "One")).isNull();
  }

  @Test
  void aStageMayHaveItsOwnMoves() {
    Lifecycle lifecycle =
        read("lifecycle: l\n" + STAGES.replace("on: One\n", "on: One\n    moves: back\n"));

    assertThat(next(lifecycle, "three", "One")).isEqualTo("one");
    assertThat(next(lifecycle, null, "One")).isNull();
  }

  @Test
  void entersOnlyFromTheStagesThatAreNamed() {
    Lifecycle lifecycle =
        read("lifecycle: l\n" + STAGES.replace("on: Three\n", "on: Three\n    from: [one]\n"));

    assertThat(next(lifecycle, "one", "Three")).isEqualTo("three");
    assertThat(next(lifecycle, "two", "Three")).isNull();
    assertThat(next(lifecycle, null, "Three")).isNull();
  }

  @Test
  void ofTwoStagesTheLastInOrderWins() {
    Lifecycle lifecycle = read("lifecycle: l\n" + STAGES.replace("on: Two", "on: [Two, Three]"));

    assertThat(next(lifecycle, "one", "Three")).isEqualTo("three");
    assertThat(next(lifecycle, "one", "Two")).isEqualTo("two");
  }

  @Test
  void fallsBackOnAnEarlierStageWhereTheLastIsNotAllowed() {
    Lifecycle lifecycle =
        read(
            "lifecycle: l\n"
                + STAGES
                    .replace("on: Two", "on: [Two, Three]")
                    .replace("on: Three\n", "on: Three\n    from: [two]\n"));

    assertThat(next(lifecycle, "one", "Three")).isEqualTo("two");
    assertThat(next(lifecycle, "two", "Three")).isEqualTo("three");
  }

  @Test
  void staysInAStageThatIsEnteredAgain() {
    Lifecycle lifecycle = read("lifecycle: l\nmoves: [forward, skip, back]\n" + STAGES);

    assertThat(next(lifecycle, "two", "Two")).isNull();
  }

  @Test
  void aStageThatItDoesNotHaveCountsAsNone() {
    Lifecycle lifecycle = read("lifecycle: l\nmoves: forward\n" + STAGES);

    assertThat(next(lifecycle, "winback", "One")).isEqualTo("one");
    assertThat(next(lifecycle, "winback", "Two")).isNull();
  }

  @Test
  void asksForTraitsAndProperties() {
    Lifecycle lifecycle =
        read(
            "lifecycle: l\n"
                + STAGES.replace(
                    "on: Two\n",
                    "on: Two\n"
                        + "    where: customer.traits.plan == 'paid' && event.properties.n >"
                        + " 1\n"));

    assertThat(lifecycle.next(null, "Two", scope("Two", Map.of("n", 2L), Map.of("plan", "paid"))))
        .contains("two");
    assertThat(lifecycle.next(null, "Two", scope("Two", Map.of("n", 2L), Map.of()))).isEmpty();
    assertThat(lifecycle.next(null, "Two", scope("Two", Map.of(), Map.of("plan", "paid"))))
        .isEmpty();
  }

  @Test
  void expectsNothingOfAVisitUnlessSaidOtherwise() {
    Lifecycle lifecycle = read("lifecycle: l\n" + STAGES);

    assertThat(lifecycle.goal()).isEqualTo("three");
    assertThat(lifecycle.stages())
        .hasSize(3)
        .allSatisfy(
            stage -> {
              assertThat(stage.lostMillis()).isEqualTo(Duration.ofDays(30).toMillis());
              assertThat(stage.plan()).isEqualTo(Plan.NONE);
              assertThat(stage.horizonMillis()).isEqualTo(Duration.ofDays(7).toMillis());
            });
  }

  @Test
  void readsThePlanOfAStageAndTheGoalOfAll() {
    Lifecycle lifecycle =
        read(
            "lifecycle: l\ngoal: two\n"
                + STAGES.replace(
                    "on: Two\n",
                    """
                    on: Two
                        lost: 1d12h
                        plan: {within: 3d, touchpoints: [B, A], ordered: true}
                    """));

    Stage two = lifecycle.stages().get(1);
    assertThat(lifecycle.goal()).isEqualTo("two");
    assertThat(two.lostMillis()).isEqualTo(Duration.ofHours(36).toMillis());
    assertThat(two.plan())
        .isEqualTo(new Plan(Duration.ofDays(3).toMillis(), List.of("B", "A"), true));
    assertThat(two.horizonMillis()).isEqualTo(Duration.ofDays(3).toMillis());
  }

  @Test
  void readsByWhatCustomersLeave() {
    assertThat(read("lifecycle: l\n" + STAGES).ends()).isEmpty();
    assertThat(read("lifecycle: l\nends: Gone\n" + STAGES).ends()).containsExactly("Gone");
    assertThat(read("lifecycle: l\nends: [Gone, Closed]\n" + STAGES).ends())
        .containsExactlyInAnyOrder("Gone", "Closed");
  }

  @ParameterizedTest
  @CsvSource({"lost: 1h, 3600000", "lost: 365d, 31536000000"})
  void losesACustomerAfterAnHourAtTheEarliestAndAYearAtTheLatest(String lost, long millis) {
    Lifecycle lifecycle =
        read("lifecycle: l\n" + STAGES.replace("on: One\n", "on: One\n    " + lost + "\n"));

    assertThat(lifecycle.stages().get(0).lostMillis()).isEqualTo(millis);
  }

  @Test
  void holdsTwelveStagesAndSixteenPlannedTouchpoints() {
    String types = IntStream.range(0, 16).mapToObj(i -> "T" + i).collect(Collectors.joining(","));
    String stages =
        IntStream.range(0, 12)
            .mapToObj(i -> "  - {stage: s" + i + ", on: A, plan: {touchpoints: [" + types + "]}}\n")
            .collect(Collectors.joining());

    Lifecycle lifecycle = read("lifecycle: l\nstages:\n" + stages);

    assertThat(lifecycle.stages())
        .hasSize(12)
        .allSatisfy(stage -> assertThat(stage.plan().touchpoints()).hasSize(16));
  }

  @ParameterizedTest
  @FieldSource("io.waymark.lifecycle.LifecycleReader#BUNDLED")
  void everyBundledLifecyclePlansItsStages(String name) {
    Lifecycle lifecycle = bundled(name);

    assertThat(lifecycle.stageNames()).contains(lifecycle.goal());
    assertThat(lifecycle.stages())
        .hasSize(6)
        .allSatisfy(stage -> assertThat(stage.plan().withinMillis()).isPositive())
        .allSatisfy(
            stage ->
                assertThat(stage.lostMillis()).isGreaterThanOrEqualTo(stage.plan().withinMillis()))
        .anySatisfy(stage -> assertThat(stage.plan().ordered()).isTrue());
  }

  @Test
  void leadsThroughAShop() {
    Lifecycle commerce = bundled("commerce");

    assertThat(
            journey(
                commerce,
                touch("page"),
                touch("Product Viewed"),
                touch("page"),
                touch("Order Completed"),
                touch("Product Viewed"),
                touch("Order Delivered"),
                touch("Product Reviewed", "rating", 4L),
                touch("Order Completed"),
                touch("Order Delivered"),
                touch("Product Reviewed", "rating", 5L),
                touch("Order Completed")))
        .containsExactly(
            "awareness", "consideration", "purchase", "onboarding", "retention", "advocacy");
  }

  @Test
  void aFirstOrderOutOfNowhereIsAPurchaseAndASecondOneRetention() {
    assertThat(journey(bundled("commerce"), touch("Order Completed"), touch("Order Completed")))
        .containsExactly("purchase", "retention");
  }

  @Test
  void leadsThroughASubscriptionAndBackWhenItEnds() {
    assertThat(
            journey(
                bundled("subscription"),
                touch("Pricing Viewed"),
                touch("Trial Started"),
                touch("Signed In"),
                touch("Subscription Started"),
                touch("Signed In"),
                touch("Feature Used"),
                touch("Survey Answered", "survey", "nps", "score", 6L),
                touch("Survey Answered", "survey", "nps", "score", 9L),
                touch("Subscription Cancelled"),
                touch("Subscription Started")))
        .containsExactly(
            "awareness",
            "consideration",
            "purchase",
            "onboarding",
            "retention",
            "advocacy",
            "consideration",
            "purchase");
  }

  private static List<String> journey(Lifecycle lifecycle, Touchpoint... touchpoints) {
    List<String> stages = new ArrayList<>();
    String stage = null;
    for (Touchpoint each : touchpoints) {
      stage = lifecycle.next(stage, each.type(), Scope.ofEvent(each, Scope.NONE)).orElse(stage);
      if (stages.isEmpty() || !stages.get(stages.size() - 1).equals(stage)) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private static @Nullable String next(Lifecycle lifecycle, @Nullable String from, String type) {
    return lifecycle.next(from, type, scope(type, Map.of(), Map.of())).orElse(null);
  }

  private static Scope scope(
      String type, Map<String, Object> properties, Map<String, Object> traits) {
    return Scope.ofEvent(
        touchpoint(type, properties), name -> name.equals("customer.traits") ? traits : null);
  }

  private static Touchpoint touch(String type, Object... properties) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put((String) properties[i], properties[i + 1]);
    }
    return touchpoint(type, map);
  }

  private static Touchpoint touchpoint(String type, Map<String, Object> properties) {
    return new Touchpoint("t1", "anna", null, type, null, 0, null, properties);
  }

  private static Lifecycle bundled(String name) {
    return read(LifecycleReader.bundled(name).orElseThrow());
  }

  private static Lifecycle read(String text) {
    Problems problems = new Problems("lifecycle.yaml", text);
    return LifecycleReader.read(text, problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }
}

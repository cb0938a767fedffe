package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.model.Arm;
import io.waymark.model.Observation;
import io.waymark.model.Observation.Result;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is observed of the goal {@code G within 3d} after matches of {@code T}; the state is written
 * and read on the way.
 */
class GoalWatchTest {
  private static final String SPARED = "trigger: {to: crm, holdout: {share: 50%, salt: s}}";
  private static final String SENT = "trigger: {to: crm}";
  private static final String GOAL =
      "goal: {on: [G, H], where: event.properties.total > 1.0, within: 3d}";

  /** A customer whom the control group of {@link #SPARED} holds. */
  private static final String HELD_OUT =
      IntStream.range(0, 100)
          .mapToObj(number -> "c" + number)
          .filter(new Holdout(5_000, "s")::holds)
          .findFirst()
          .orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "1d, MISSED",
    "86400001ms, REACHED",
    "2d, REACHED",
    "345599999ms, REACHED",
    "4d, MISSED",
    "5d, MISSED"
  })
  void reachesAGoalAfterTheDecisionAndBeforeTheEndOfTheSpan(String at, Result result) {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").restore().on("G", at, "total", 2L).restore().until("10d");

      assertThat(observed(anna)).containsExactly(tuple(Arm.SENT, result, OneCustomer.millis("4d")));
    }
  }

  @Test
  void asksForTheTypeAndTheCondition() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").on("G", "2d", "total", 1L).on("G", "2d").on("X", "2d", "total", 9L);
      anna.until("4d").on("T", "5d").on("H", "6d", "total", 9L).until("8d");

      assertThat(anna.recorder.observations())
          .extracting(Observation::result)
          .containsExactly(Result.MISSED, Result.REACHED);
    }
  }

  @Test
  void countsNoSpanBeforeItsEndAlsoWhenItsGoalIsReached() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").on("G", "2d", "total", 2L).restore();

      assertThat(anna.until("4d").recorder.observations()).hasSize(1);
      assertThat(anna.engine.wakeMillis(anna.customer)).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void wakesAtTheEndOfTheSpan() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").restore();

      assertThat(anna.engine.wakeMillis(anna.customer)).isEqualTo(OneCustomer.millis("4d"));
      assertThat(anna.until(OneCustomer.millis("4d") - 1).recorder.observations()).isEmpty();
    }
  }

  @Test
  void countsNothingThatTheEndOfAnInputCutsOff() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").untilTheEnd();

      assertThat(anna.recorder.observations()).isEmpty();
    }
  }

  @Test
  void observesTheControlGroup() {
    try (OneCustomer spared = new OneCustomer(rule(SPARED, GOAL)).named(HELD_OUT)) {
      spared.on("T", "1d").restore().on("G", "2d", "total", 2L).restore().until("4d");

      assertThat(spared.triggers()).isEmpty();
      assertThat(observed(spared))
          .containsExactly(tuple(Arm.HELD_OUT, Result.REACHED, OneCustomer.millis("4d")));
    }
  }

  @ParameterizedTest
  @CsvSource({"shadow, spared", "shadow, sent", "paused, spared", "draft, sent"})
  void observesNothingOfARuleThatSendsNothing(String status, String trigger) {
    Rule rule = rule(trigger.equals("sent") ? SENT : SPARED, GOAL, status);
    try (OneCustomer spared = new OneCustomer(rule).named(HELD_OUT)) {
      spared.on("T", "1d").until("10d");

      assertThat(spared.recorder.observations()).isEmpty();
    }
  }

  @Test
  void observesNothingOfARuleWithoutAGoal() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, ""))) {
      anna.on("T", "1d");

      assertThat(anna.customer.goals.size()).isZero();
    }
  }

  @Test
  void beginsWhenWhatWasHeldIsSent() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.govern("policy: p\nzone: {missing: UTC}\nquiet: {from: \"21:00\", to: \"08:00\"}\n");

      anna.on("T", "1d22h").restore().on("G", "2d7h", "total", 2L).restore().until("10d");

      assertThat(observed(anna))
          .containsExactly(tuple(Arm.SENT, Result.MISSED, OneCustomer.millis("5d8h")));
    }
  }

  @Test
  void observesOneSpanAtATime() {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").on("T", "2d").restore().on("T", "4d").until("10d");

      assertThat(anna.recorder.observations())
          .extracting(Observation::endMillis)
          .containsExactly(OneCustomer.millis("4d"), OneCustomer.millis("7d"));
    }
  }

  /** Otherwise customers who match often would be a larger part of those held out. */
  @ParameterizedTest
  @CsvSource({"sent", "spared"})
  void cooldownHoldsForBothArmsAlike(String arm) {
    String trigger = arm.equals("sent") ? SENT : SPARED;
    Rule rule = rule(trigger.replace("to: crm", "to: crm, cooldown: 10d"), GOAL);
    try (OneCustomer spared = new OneCustomer(rule).named(HELD_OUT)) {
      for (int day = 1; day <= 12; day++) {
        spared.on("T", day + "d").restore();
      }
      spared.until("30d");

      assertThat(spared.recorder.observations())
          .extracting(Observation::endMillis)
          .containsExactly(OneCustomer.millis("4d"), OneCustomer.millis("14d"));
    }
  }

  @ParameterizedTest
  @CsvSource({"spared, sent, HELD_OUT", "sent, spared, SENT"})
  void leavesOutWhoWasInBothArmsDuringASpan(String first, String then, Arm arm) {
    String before = first.equals("sent") ? SENT : SPARED;
    try (OneCustomer spared = new OneCustomer(rule(before, GOAL)).named(HELD_OUT)) {
      spared.on("T", "1d").on("G", "2d", "total", 2L).restore();

      spared.put(rule(then.equals("sent") ? SENT : SPARED, GOAL), "2d");
      spared.on("T", "3d").restore().on("T", "4d").until("20d");

      assertThat(observed(spared))
          .containsExactly(
              tuple(arm, Result.CONTAMINATED, OneCustomer.millis("4d")),
              tuple(
                  arm == Arm.SENT ? Arm.HELD_OUT : Arm.SENT,
                  Result.MISSED,
                  OneCustomer.millis("7d")));
    }
  }

  @Test
  void goesOnOverAnEditThatLeavesTheGoal() {
    Rule rule = rule(SENT, GOAL);
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("T", "1d").restore();

      anna.put(rule(SENT, "tags: edited\n" + GOAL), "2d").on("G", "2d", "total", 2L).until("4d");

      assertThat(anna.recorder.observations())
          .containsExactly(
              new Observation(
                  "r", rule.version(), Arm.SENT, Result.REACHED, OneCustomer.millis("4d")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goal: {on: G, within: 3d}",
        "goal: {on: [G, H], where: event.properties.total > 2.0, within: 3d}",
        "goal: {on: [G, H], where: event.properties.total > 1.0, within: 4d}",
        "tags: none"
      })
  void dropsAndCountsWhatIsAwaitedUnderAnotherGoal(String goal) {
    try (OneCustomer anna = new OneCustomer(rule(SENT, GOAL))) {
      anna.on("T", "1d").on("G", "2d", "total", 9L).restore();

      anna.put(rule(SENT, goal), "2d").until("10d");

      assertThat(anna.recorder.observations()).isEmpty();
      assertThat(anna.recorder.droppedGoals()).isEqualTo(1);
      assertThat(anna.customer.goals.size()).isZero();
    }
  }

  @Test
  void editOfAGoalIsNoEditOfTheStructure() {
    assertThat(rule(SENT, "").structure()).isEqualTo(rule(SENT, GOAL).structure());
  }

  @Test
  void stageThatIsEnteredReachesAGoal() {
    Rule rule =
        rule(
            SENT,
            "goal: {on: Stage Entered, where: 'event.properties.stage == \"buyer\"', within: 3d}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("Open", "1h").on("T", "1d").restore().on("Buy", "2d").until("4d");

      assertThat(anna.recorder.observations())
          .extracting(Observation::result)
          .containsExactly(Result.REACHED);
    }
  }

  @Test
  void dropsTheOldestAndCountsItAboveTheCap() {
    int more = AwaitedGoals.MOST + 2;
    Rule[] rules =
        IntStream.range(0, more)
            .mapToObj(
                number ->
                    RulesFromYaml.rule(
                        "r%02d".formatted(number),
                        "live",
                        "pattern: {steps: [{t: T%d}]}\n%s".formatted(number, GOAL),
                        "{to: crm}"))
            .toArray(Rule[]::new);
    try (OneCustomer anna = new OneCustomer(rules)) {
      for (int number = 0; number < more; number++) {
        anna.on("T" + number, number + 1 + "h").restore();
      }
      assertThat(anna.customer.goals.size()).isEqualTo(AwaitedGoals.MOST);
      anna.until("10d");

      assertThat(anna.recorder.droppedGoals()).isEqualTo(2);
      assertThat(anna.recorder.observations())
          .extracting(Observation::rule)
          .hasSize(AwaitedGoals.MOST)
          .doesNotContain("r00", "r01");
    }
  }

  private static Rule rule(String trigger, String rest) {
    return rule(trigger, rest, "live");
  }

  private static Rule rule(String trigger, String rest, String status) {
    return RulesFromYaml.rule(
        "rule: r\ntitle: T\nsignal: opportunity\nowner: crm\nstatus: "
            + status
            + "\npattern: {steps: [{t: T}]}\n"
            + trigger
            + "\n"
            + rest
            + "\n");
  }

  private static List<org.assertj.core.groups.Tuple> observed(OneCustomer customer) {
    return customer.recorder.observations().stream()
        .map(each -> tuple(each.arm(), each.result(), each.endMillis()))
        .toList();
  }
}

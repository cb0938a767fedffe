package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;

/** The fate of open runs when a rule changes. */
class ChangedRuleTest {
  private static final Rule FIRST = silence("absent: X, for: 10m");
  private static final Rule LONGER = silence("absent: X, for: 20m");
  private static final Rule OTHER = silence("absent: Y, for: 20m");
  private static final Rule DRAFT =
      RulesFromYaml.rule(
          "r", "draft", "pattern: {steps: [{a: A}, {absent: X, for: 10m}]}", "{to: x}");

  @Test
  void openRunsGoOnUnderANewDuration() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.on("A", "0s").restore().put(LONGER, "1m").on("Z", "15m").untilTheEnd();

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(OneCustomer.millis("20m"), LONGER.version()));
    }
  }

  @Test
  void anOpenRunEndsUnderItsOldStructure() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.on("A", "0s").put(OTHER, "1m").restore().on("Y", "2m").untilTheEnd();

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(OneCustomer.millis("10m"), FIRST.version()));
      assertThat(anna.recorder.droppedRuns()).isZero();
    }
  }

  @Test
  void aRunStartsUnderTheNewStructure() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.put(OTHER, "1m").on("A", "2m").untilTheEnd();

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(OneCustomer.millis("22m"), OTHER.version()));
    }
  }

  @Test
  void noRunStartsUnderTheOldStructureBesideOneThatIsOpen() {
    Rule before = RulesFromYaml.withPattern("r", "{within: 1h, steps: [{a: A}, {b: B}]}");
    Rule after = RulesFromYaml.withPattern("r", "{within: 1h, steps: [{a: A}, {c: C}]}");
    try (OneCustomer anna = new OneCustomer(before)) {
      anna.on("A", "0s").put(after, "1m").on("A", "30m").on("B", "70m").on("C", "80m");

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(OneCustomer.millis("80m"), after.version()));
    }
  }

  @Test
  void aMatchUnderTheOldStructureClearsTheRunsUnderTheNew() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.on("A", "0s").put(OTHER, "1m").on("A", "2m");

      anna.until("10m").until("22m");

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(OneCustomer.millis("10m"));
    }
  }

  @Test
  void itDoesSoAlsoWhenBothDeadlinesPassAtOnce() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.on("A", "0s").put(OTHER, "1m").on("A", "2m");

      anna.until("22m");

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(OneCustomer.millis("10m"));
    }
  }

  @Test
  void aStructureThatComesBackIsCurrentAgain() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.put(OTHER, "1m").put(FIRST, "2m");

      assertThat(isDraining(anna, FIRST)).isFalse();
      assertThat(isDraining(anna, OTHER)).isTrue();
      anna.on("A", "3m").untilTheEnd();
      assertThat(anna.triggers()).extracting(Trigger::version).containsExactly(FIRST.version());
    }
  }

  @Test
  void anOldStructureIsForgottenOnceItsRunsAreOver() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.put(OTHER, "1m").put(OTHER, "11m");
      assertThat(isDraining(anna, FIRST)).isTrue();

      anna.put(OTHER, "11m1s");
      assertThat(isDraining(anna, FIRST)).isFalse();
    }
  }

  @Test
  void anOldStructureDrainsAlsoAfterARestart() {
    try (OneCustomer before = new OneCustomer(FIRST);
        OneCustomer after = new OneCustomer(OTHER)) {
      before.on("A", "0s");
      after.read(before.written());
      after.rules.drain(FIRST, OneCustomer.millis("11m"));

      after.untilTheEnd();

      assertThat(after.triggers()).extracting(Trigger::version).containsExactly(FIRST.version());
    }
  }

  @Test
  void aRuleThatIsADraftAgainStops() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.on("A", "0s").put(DRAFT, "1m").untilTheEnd();

      assertThat(anna.rules.current("r")).isNull();
      assertThat(anna.recorder.everything()).isEmpty();
      assertThat(anna.recorder.droppedRuns()).isEqualTo(1);
    }
  }

  @Test
  void theOrderInWhichTypesOfAllAreWrittenDoesNotMatterToOpenRuns() {
    String pattern = "{within: 1h, steps: [{both: {all: %s}}]}";
    try (OneCustomer anna =
        new OneCustomer(RulesFromYaml.withPattern("r", pattern.formatted("[A, B]")))) {
      anna.on("A", "0s").put(RulesFromYaml.withPattern("r", pattern.formatted("[B, A]")), "1m");

      anna.on("A", "2m");
      assertThat(anna.triggers()).isEmpty();
      anna.on("B", "3m");
      assertThat(anna.triggers()).hasSize(1);
    }
  }

  @Test
  void typesAreToldApartWhateverTheyAreCalled() {
    String pattern = "{within: 1h, steps: [{x: %s}, {y: C}]}";

    assertThat(RulesFromYaml.withPattern("r", pattern.formatted("[A, B]")).structure())
        .isNotEqualTo(RulesFromYaml.withPattern("r", pattern.formatted("'A, B'")).structure());
  }

  @Test
  void runsThatCannotBeReadBeginAnewAndAreCounted() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.customer.open.add(
          new OpenRuns(
              "anna", FIRST.structure(), "", OneCustomer.millis("0s"), 0, new byte[] {1, 99}));

      anna.on("X", "1m").on("A", "2m").untilTheEnd();

      assertThat(anna.recorder.droppedRuns()).isEqualTo(1);
      assertThat(anna.triggers()).hasSize(1);
    }
  }

  @Test
  void aRemovedRuleTakesItsOldStructuresWithIt() {
    try (OneCustomer anna = new OneCustomer(FIRST)) {
      anna.on("A", "0s").put(OTHER, "1m");
      anna.rules.remove("r", 0);

      anna.untilTheEnd();

      assertThat(isDraining(anna, FIRST)).isFalse();
      assertThat(anna.recorder.everything()).isEmpty();
    }
  }

  @Test
  void rulesSeeATouchpointInTheOrderOfTheirIds() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.withPattern("c", "{steps: [{a: A}]}"),
            RulesFromYaml.withPattern("a", "{steps: [{a: A}]}"),
            RulesFromYaml.withPattern("b", "{steps: [{a: A}]}"))) {
      anna.on("A", "0s");

      assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("a", "b", "c");
    }
  }

  private static boolean isDraining(OneCustomer anna, Rule version) {
    RuleVersion found = anna.rules.withStructure(version.structure());
    return found != null && !found.isCurrent();
  }

  private static Rule silence(String absence) {
    return RulesFromYaml.withPattern("r", "{steps: [{a: A}, {" + absence + "}]}");
  }
}

package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;

/** What becomes of open runs when a rule changes. */
class ChangedRuleTest {
  private static final Rule FIRST = silence("absent: X, for: 10m");
  private static final Rule LONGER = silence("absent: X, for: 20m");
  private static final Rule OTHER = silence("absent: Y, for: 20m");
  private static final Rule DRAFT =
      RulesFromYaml.rule(
          "r", "draft", "pattern: {steps: [{a: A}, {absent: X, for: 10m}]}", "{to: x}");

  @Test
  void openRunsGoOnUnderANewDuration() {
    try (Shop shop = new Shop(FIRST)) {
      shop.on("A", "0s").restore().put(LONGER, "1m").on("Z", "15m").untilTheEnd();

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(Shop.millis("20m"), LONGER.version()));
    }
  }

  @Test
  void anOpenRunEndsUnderItsOldStructure() {
    try (Shop shop = new Shop(FIRST)) {
      shop.on("A", "0s").put(OTHER, "1m").restore().on("Y", "2m").untilTheEnd();

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(Shop.millis("10m"), FIRST.version()));
      assertThat(shop.recorder.droppedRuns()).isZero();
    }
  }

  @Test
  void aRunStartsUnderTheNewStructure() {
    try (Shop shop = new Shop(FIRST)) {
      shop.put(OTHER, "1m").on("A", "2m").untilTheEnd();

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(Shop.millis("22m"), OTHER.version()));
    }
  }

  @Test
  void noRunStartsUnderTheOldStructureBesideOneThatIsOpen() {
    Rule before = RulesFromYaml.withPattern("r", "{within: 1h, steps: [{a: A}, {b: B}]}");
    Rule after = RulesFromYaml.withPattern("r", "{within: 1h, steps: [{a: A}, {c: C}]}");
    try (Shop shop = new Shop(before)) {
      shop.on("A", "0s").put(after, "1m").on("A", "30m").on("B", "70m").on("C", "80m");

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis, Trigger::version)
          .containsExactly(tuple(Shop.millis("80m"), after.version()));
    }
  }

  @Test
  void aMatchUnderTheOldStructureClearsTheRunsUnderTheNew() {
    try (Shop shop = new Shop(FIRST)) {
      shop.on("A", "0s").put(OTHER, "1m").on("A", "2m");

      shop.until("10m").until("22m");

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(Shop.millis("10m"));
    }
  }

  @Test
  void itDoesSoAlsoWhenBothDeadlinesPassAtOnce() {
    try (Shop shop = new Shop(FIRST)) {
      shop.on("A", "0s").put(OTHER, "1m").on("A", "2m");

      shop.until("22m");

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(Shop.millis("10m"));
    }
  }

  @Test
  void aStructureThatComesBackIsCurrentAgain() {
    try (Shop shop = new Shop(FIRST)) {
      shop.put(OTHER, "1m").put(FIRST, "2m");

      assertThat(isDraining(shop, FIRST)).isFalse();
      assertThat(isDraining(shop, OTHER)).isTrue();
      shop.on("A", "3m").untilTheEnd();
      assertThat(shop.triggers()).extracting(Trigger::version).containsExactly(FIRST.version());
    }
  }

  @Test
  void anOldStructureIsForgottenOnceItsRunsAreOver() {
    try (Shop shop = new Shop(FIRST)) {
      shop.put(OTHER, "1m").put(OTHER, "11m");
      assertThat(isDraining(shop, FIRST)).isTrue();

      shop.put(OTHER, "11m1s");
      assertThat(isDraining(shop, FIRST)).isFalse();
    }
  }

  @Test
  void anOldStructureDrainsAlsoAfterARestart() {
    try (Shop before = new Shop(FIRST);
        Shop after = new Shop(OTHER)) {
      before.on("A", "0s");
      after.customer = CustomerCodec.read("anna", CustomerCodec.write(before.customer));
      after.rules.drain(FIRST, Shop.millis("11m"));

      after.untilTheEnd();

      assertThat(after.triggers()).extracting(Trigger::version).containsExactly(FIRST.version());
    }
  }

  @Test
  void aRuleThatIsADraftAgainStops() {
    try (Shop shop = new Shop(FIRST)) {
      shop.on("A", "0s").put(DRAFT, "1m").untilTheEnd();

      assertThat(shop.rules.current("r")).isNull();
      assertThat(shop.recorder.everything()).isEmpty();
      assertThat(shop.recorder.droppedRuns()).isEqualTo(1);
    }
  }

  @Test
  void theOrderInWhichTypesOfAllAreWrittenDoesNotMatterToOpenRuns() {
    String pattern = "{within: 1h, steps: [{both: {all: %s}}]}";
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", pattern.formatted("[A, B]")))) {
      shop.on("A", "0s").put(RulesFromYaml.withPattern("r", pattern.formatted("[B, A]")), "1m");

      shop.on("A", "2m");
      assertThat(shop.triggers()).isEmpty();
      shop.on("B", "3m");
      assertThat(shop.triggers()).hasSize(1);
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
    try (Shop shop = new Shop(FIRST)) {
      shop.customer.open.add(
          new OpenRuns("anna", FIRST.structure(), "", Shop.millis("0s"), 0, new byte[] {1, 99}));

      shop.on("X", "1m").on("A", "2m").untilTheEnd();

      assertThat(shop.recorder.droppedRuns()).isEqualTo(1);
      assertThat(shop.triggers()).hasSize(1);
    }
  }

  @Test
  void aRemovedRuleTakesItsOldStructuresWithIt() {
    try (Shop shop = new Shop(FIRST)) {
      shop.on("A", "0s").put(OTHER, "1m");
      shop.rules.remove("r", 0);

      shop.untilTheEnd();

      assertThat(isDraining(shop, FIRST)).isFalse();
      assertThat(shop.recorder.everything()).isEmpty();
    }
  }

  @Test
  void rulesSeeATouchpointInTheOrderOfTheirIds() {
    try (Shop shop =
        new Shop(
            RulesFromYaml.withPattern("c", "{steps: [{a: A}]}"),
            RulesFromYaml.withPattern("a", "{steps: [{a: A}]}"),
            RulesFromYaml.withPattern("b", "{steps: [{a: A}]}"))) {
      shop.on("A", "0s");

      assertThat(shop.triggers()).extracting(Trigger::rule).containsExactly("a", "b", "c");
    }
  }

  private static boolean isDraining(Shop shop, Rule version) {
    RuleVersion entry = shop.rules.withStructure(version.structure());
    return entry != null && !entry.isCurrent();
  }

  private static Rule silence(String absence) {
    return RulesFromYaml.withPattern("r", "{steps: [{a: A}, {" + absence + "}]}");
  }
}

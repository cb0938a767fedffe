package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.waymark.model.Decision;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Evidence;
import io.waymark.model.Trigger.Latency;
import io.waymark.rule.Rule;
import org.junit.jupiter.api.Test;

/** What one touchpoint or deadline does to one customer, and in which order. */
class CustomerEngineTest {
  private static final String EACH_A = "pattern: {steps: [{a: A}]}";
  private static final String SILENCE = "{steps: [{a: A}, {absent: X, for: 10m}]}";
  private static final String SILENCE_BY_KEY =
      "{correlate: event.properties.k, steps: [{a: A}, {absent: X, for: 10m}]}";

  @Test
  void aDuplicateStopsHere() {
    try (Shop shop = new Shop(RulesFromYaml.rule("r", "live", EACH_A, "{to: crm}"))) {
      shop.onWithId("t1", "A", "1m").onWithId("t1", "A", "2m").onWithId("t2", "A", "3m");

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(60_000L, 180_000L);
    }
  }

  @Test
  void countsRunsThatAreKeptWhenTheyOpenAndWhenTheyEnd() {
    try (Shop shop =
        new Shop(
            RulesFromYaml.withPattern("kept", SILENCE_BY_KEY),
            RulesFromYaml.rule("at-once", "live", EACH_A, "{to: crm}"))) {
      shop.on("A", "0s", "k", "one").on("A", "1s", "k", "two").on("A", "2s", "k", "two");

      assertThat(shop.engine.opened()).isEqualTo(2);
      assertThat(shop.engine.ended()).isZero();

      shop.on("X", "3s", "k", "one");
      assertThat(shop.engine.ended()).isEqualTo(1);

      shop.until("1h");
      assertThat(shop.engine.opened()).isEqualTo(2);
      assertThat(shop.engine.ended()).isEqualTo(2);
    }
  }

  @Test
  void deadlinesPassBeforeTheTouchpointChangesAnything() {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "live",
            "who: {where: 'customer.traits.vip == false'}\npattern: " + SILENCE,
            "{to: crm}");
    try (Shop shop = new Shop(rule)) {
      shop.on("identify", "0s", "vip", false).on("A", "0s").on("identify", "10m", "vip", true);

      assertThat(shop.decisions()).extracting(Decision::isSent).containsExactly(true);
      assertThat(shop.customer.traits).containsEntry("vip", true);
    }
  }

  @Test
  void deadlinesPassBeforeTheStageChanges() {
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", SILENCE))) {
      shop.on("Open", "0s").on("A", "0s").on("Buy", "10m");

      assertThat(shop.recorder.everything())
          .extracting(Object::getClass)
          .containsExactly(Transition.class, Decision.class, Trigger.class, Transition.class);
      assertThat(shop.triggers()).extracting(Trigger::stage).containsExactly("visitor");
    }
  }

  @Test
  void traitsChangeBeforeTheStageAndTheRulesSeeThem() {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "live",
            "who: {where: customer.traits.vip == true}\npattern: {steps: [{a: identify}]}",
            "{to: crm}");
    try (Shop shop = new Shop(rule)) {
      shop.on("identify", "0s", "vip", true);

      assertThat(shop.triggers()).hasSize(1);
    }
  }

  @Test
  void identifyAddsAndReplacesTraits() {
    try (Shop shop = new Shop()) {
      shop.on("identify", "0s", "a", 1L, "b", 2L).on("identify", "1s", "b", 3L);

      assertThat(shop.customer.traits).containsEntry("a", 1L).containsEntry("b", 3L).hasSize(2);
    }
  }

  @Test
  void traitsAboveTheCapAreCountedAndOldOnesStillChange() {
    try (Shop shop = new Shop()) {
      for (int i = 0; i < Customer.MOST_TRAITS + 3; i++) {
        shop.on("identify", "0s", "trait" + i, 1L);
      }
      shop.on("identify", "1s", "trait0", 2L);

      assertThat(shop.customer.traits).hasSize(Customer.MOST_TRAITS).containsEntry("trait0", 2L);
      assertThat(shop.recorder.droppedTraits()).isEqualTo(3);
    }
  }

  @Test
  void theStageChangesBeforeTheRulesSeeTheTouchpoint() {
    Rule rule =
        RulesFromYaml.rule(
            "r", "live", "who: {stage: buyer}\npattern: {steps: [{a: Buy}]}", "{to: crm}");
    try (Shop shop = new Shop(rule)) {
      shop.on("Buy", "0s");

      assertThat(shop.recorder.everything())
          .extracting(Object::getClass)
          .containsExactly(Transition.class, Decision.class, Trigger.class);
      assertThat(shop.triggers()).extracting(Trigger::stage).containsExactly("buyer");
    }
  }

  @Test
  void aTransitionTellsItsCause() {
    try (Shop shop = new Shop()) {
      shop.onWithId("t1", "Open", "0s").onWithId("t2", "Buy", "1m").onWithId("t3", "Buy", "2m");

      assertThat(shop.transitions())
          .containsExactly(
              new Transition("anna", null, "visitor", "t1", "Open", 0),
              new Transition("anna", "visitor", "buyer", "t2", "Buy", 60_000));
    }
  }

  @Test
  void stageEnteredComesRightAfterItsCause() {
    Rule rule =
        RulesFromYaml.withPattern(
            "r",
            "{within: 1h, steps: [{buy: Buy}, {absent: A}, {entered: Stage Entered,"
                + " where: event.properties.stage == 'buyer' && event.properties.from =="
                + " 'visitor'}]}");
    try (Shop shop = new Shop(rule)) {
      shop.on("Open", "0s").onWithId("t2", "Buy", "1m").on("A", "1m");

      assertThat(shop.triggers()).hasSize(1);
      assertThat(shop.triggers().get(0).touchpoints())
          .containsExactly(
              new Evidence("buy", "t2", "Buy", 60_000),
              new Evidence("entered", "t2/buyer", Touchpoint.STAGE_ENTERED, 60_000));
    }
  }

  @Test
  void theFirstStageHasNoFrom() {
    Rule rule =
        RulesFromYaml.withPattern(
            "r", "{steps: [{entered: Stage Entered, where: '!has(event.properties.from)'}]}");
    try (Shop shop = new Shop(rule)) {
      shop.on("Open", "0s").on("Buy", "1m");

      assertThat(shop.triggers()).extracting(Trigger::timeMillis).containsExactly(0L);
    }
  }

  @Test
  void aStallEndsWhenAnotherStageIsEntered() {
    Rule stall = RulesFromYaml.rule("r", "live", "stall: {stage: visitor, for: 7d}", "{to: crm}");
    try (Shop shop = new Shop(stall)) {
      shop.on("Open", "0s").on("Buy", "6d").on("Leave", "10d").untilTheEnd();

      assertThat(shop.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(Shop.millis("17d"));
    }
  }

  @Test
  void deadlinesOfSeveralRulesPassInOrderOfTime() {
    try (Shop shop =
        new Shop(
            RulesFromYaml.withPattern("a", "{steps: [{a: A}, {absent: X, for: 2h}]}"),
            RulesFromYaml.withPattern("b", "{steps: [{a: A}, {absent: X, for: 1h}]}"))) {
      shop.on("A", "0s").untilTheEnd();

      assertThat(shop.triggers()).extracting(Trigger::rule).containsExactly("b", "a");
    }
  }

  @Test
  void aTriggerTellsWhatHappened() {
    Rule rule =
        RulesFromYaml.rule(
            "r",
            "live",
            "pattern: {correlate: event.properties.k, within: 1h, steps: [{a: A, times: 2},"
                + " {absent: X}, {b: [B, C]}]}",
            "{to: desk, priority: 80, expires: 2h, data: {n: a.count, v: b.last.properties.v,"
                + " first: a.first.id, type: event.type, none: event.properties.none,"
                + " country: customer.traits.country}}");
    try (Shop shop = new Shop(rule).clock(5_000_000)) {
      shop.on("identify", "0s", "country", "DE");
      shop.on("A", "1m", "k", 7L).on("A", "2m", "k", 7L).on("C", "3m", "k", 7L, "v", 1.5);

      Trigger trigger = shop.triggers().get(0);
      assertThat(trigger.why()).isEqualTo("A x2, then no X, then C");
      assertThat(trigger.correlation()).isEqualTo("7");
      assertThat(trigger.stage()).isNull();
      assertThat(trigger.to()).isEqualTo("desk");
      assertThat(trigger.priority()).isEqualTo(80);
      assertThat(trigger.version()).isEqualTo(rule.version());
      assertThat(trigger.timeMillis()).isEqualTo(180_000);
      assertThat(trigger.expiresMillis()).isEqualTo(180_000 + 7_200_000);
      assertThat(trigger.latency()).isEqualTo(new Latency(180_000, 42L, 5_000_000));
      assertThat(trigger.touchpoints())
          .extracting(Evidence::step, Evidence::id)
          .containsExactly(tuple("a", "t2"), tuple("a", "t3"), tuple("b", "t4"));
      assertThat(trigger.data())
          .containsEntry("n", 2L)
          .containsEntry("v", 1.5)
          .containsEntry("first", "t2")
          .containsEntry("type", "C")
          .containsEntry("country", "DE")
          .doesNotContainKey("none");
      assertThat(shop.decisions())
          .containsExactly(
              new Decision(
                  trigger.id(),
                  "r",
                  rule.version(),
                  rule.signal(),
                  "anna",
                  null,
                  "7",
                  180_000,
                  null,
                  trigger.why()));
    }
  }

  @Test
  void aTriggerOfADeadlineNamesNoReceivedTime() {
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", SILENCE)).clock(7)) {
      shop.on("A", "0s").untilTheEnd();

      Trigger trigger = shop.triggers().get(0);
      assertThat(trigger.latency()).isEqualTo(new Latency(600_000, null, 7));
      assertThat(trigger.why()).isEqualTo("A, then no X for 10m");
      assertThat(trigger.correlation()).isNull();
    }
  }

  @Test
  void aTouchpointWithoutTheValueTakesNoPart() {
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      shop.on("A", "0s");

      assertThat(shop.customer.open).isEmpty();
    }
  }

  @Test
  void nothingIsKeptOfWhatCannotMatchAnyMore() {
    try (Shop shop =
        new Shop(RulesFromYaml.withPattern("r", "{within: 10m, steps: [{a: A}, {b: B}]}"))) {
      shop.on("B", "0s");
      assertThat(shop.customer.open).isEmpty();

      shop.on("A", "1m");
      assertThat(shop.customer.open).hasSize(1);

      shop.restore().on("X", "11m");
      assertThat(shop.customer.open).isEmpty();
    }
  }

  @Test
  void valuesAboveTheCapReplaceTheRunsThatEndFirstAndAreCounted() {
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      for (int i = 0; i < CustomerEngine.MOST_CORRELATIONS + 2; i++) {
        shop.on("A", i + "ms", "k", (long) i);
      }

      assertThat(shop.customer.open).hasSize(CustomerEngine.MOST_CORRELATIONS);
      assertThat(shop.recorder.droppedRuns()).isEqualTo(2);
      shop.untilTheEnd();
      assertThat(shop.triggers())
          .hasSize(CustomerEngine.MOST_CORRELATIONS)
          .extracting(Trigger::correlation)
          .doesNotContain("0", "1")
          .contains("2", "501");
    }
  }

  @Test
  void aTouchpointThatOpensNothingReplacesNoRuns() {
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      for (int i = 0; i < CustomerEngine.MOST_CORRELATIONS; i++) {
        shop.on("A", "0s", "k", (long) i);
      }
      shop.on("X", "1s", "k", "another");

      assertThat(shop.customer.open).hasSize(CustomerEngine.MOST_CORRELATIONS);
      assertThat(shop.recorder.droppedRuns()).isZero();
    }
  }

  @Test
  void runsOfARuleThatIsGoneAreDroppedAndCounted() {
    try (Shop shop = new Shop(RulesFromYaml.withPattern("r", SILENCE))) {
      shop.on("A", "0s").restore();
      shop.rules.remove("r", 0);

      shop.untilTheEnd();

      assertThat(shop.customer.open).isEmpty();
      assertThat(shop.recorder.droppedRuns()).isEqualTo(1);
      assertThat(shop.recorder.everything()).isEmpty();
    }
  }
}

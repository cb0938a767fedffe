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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effects of one touchpoint or deadline on one customer, and their order. */
class CustomerEngineTest {
  private static final String EACH_A = "pattern: {steps: [{a: A}]}";
  private static final String SILENCE = "{steps: [{a: A}, {absent: X, for: 10m}]}";
  private static final String SILENCE_BY_KEY =
      "{correlate: event.properties.k, steps: [{a: A}, {absent: X, for: 10m}]}";

  @Test
  void aDuplicateStopsHere() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.rule("r", "live", EACH_A, "{to: crm}"))) {
      anna.onWithId("t1", "A", "1m").onWithId("t1", "A", "2m").onWithId("t2", "A", "3m");

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(60_000L, 180_000L);
    }
  }

  @Test
  void countsRunsThatAreKeptWhenTheyOpenAndWhenTheyEnd() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.withPattern("kept", SILENCE_BY_KEY),
            RulesFromYaml.rule("at-once", "live", EACH_A, "{to: crm}"))) {
      anna.on("A", "0s", "k", "one").on("A", "1s", "k", "two").on("A", "2s", "k", "two");

      assertThat(anna.engine.opened()).isEqualTo(2);
      assertThat(anna.engine.ended()).isZero();

      anna.on("X", "3s", "k", "one");
      assertThat(anna.engine.ended()).isEqualTo(1);

      anna.until("1h");
      assertThat(anna.engine.opened()).isEqualTo(2);
      assertThat(anna.engine.ended()).isEqualTo(2);
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
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("identify", "0s", "vip", false).on("A", "0s").on("identify", "10m", "vip", true);

      assertThat(anna.decisions()).extracting(Decision::isSent).containsExactly(true);
      assertThat(anna.customer.traits).containsEntry("vip", true);
    }
  }

  @Test
  void deadlinesPassBeforeTheStageChanges() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE))) {
      anna.on("Open", "0s").on("A", "0s").on("Buy", "10m");

      assertThat(anna.recorder.everything())
          .extracting(Object::getClass)
          .containsExactly(Transition.class, Decision.class, Trigger.class, Transition.class);
      assertThat(anna.triggers()).extracting(Trigger::stage).containsExactly("visitor");
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
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("identify", "0s", "vip", true);

      assertThat(anna.triggers()).hasSize(1);
    }
  }

  @Test
  void identifyAddsAndReplacesTraits() {
    try (OneCustomer anna = new OneCustomer()) {
      anna.on("identify", "0s", "a", 1L, "b", 2L).on("identify", "1s", "b", 3L);

      assertThat(anna.customer.traits).containsEntry("a", 1L).containsEntry("b", 3L).hasSize(2);
    }
  }

  @Test
  void aTraitThatIsSetToNothingIsRemoved() {
    try (OneCustomer anna = new OneCustomer()) {
      anna.on("identify", "0s", "a", 1L, "b", 2L).on("identify", "1s", "a", "", "c", "");

      assertThat(anna.customer.traits).containsExactly(Map.entry("b", 2L));
    }
  }

  @Test
  void traitsAboveTheCapAreCountedAndOldOnesStillChange() {
    try (OneCustomer anna = new OneCustomer()) {
      for (int i = 0; i < Budget.MOST_TRAITS + 3; i++) {
        anna.on("identify", "0s", "trait" + i, 1L);
      }
      anna.on("identify", "1s", "trait0", 2L);

      assertThat(anna.customer.traits).hasSize(Budget.MOST_TRAITS).containsEntry("trait0", 2L);
      assertThat(anna.recorder.droppedTraits()).isEqualTo(3);
    }
  }

  @Test
  void theStageChangesBeforeTheRulesSeeTheTouchpoint() {
    Rule rule =
        RulesFromYaml.rule(
            "r", "live", "who: {stage: buyer}\npattern: {steps: [{a: Buy}]}", "{to: crm}");
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("Buy", "0s");

      assertThat(anna.recorder.everything())
          .extracting(Object::getClass)
          .containsExactly(Transition.class, Decision.class, Trigger.class);
      assertThat(anna.triggers()).extracting(Trigger::stage).containsExactly("buyer");
    }
  }

  @Test
  void aTransitionTellsItsCause() {
    try (OneCustomer anna = new OneCustomer()) {
      anna.onWithId("t1", "Open", "0s").onWithId("t2", "Buy", "1m").onWithId("t3", "Buy", "2m");

      assertThat(anna.transitions())
          .containsExactly(
              new Transition("anna", null, "visitor", "t1", "Open", 0),
              new Transition("anna", "visitor", "buyer", "t2", "Buy", 60_000));
    }
  }

  @Test
  void transitionsHaveIdsThatFollowFromTheHistoryAndDiffer() {
    try (OneCustomer anna = new OneCustomer();
        OneCustomer again = new OneCustomer().clock(7)) {
      anna.onWithId("t1", "Open", "0s").onWithId("t2", "Buy", "1m").onWithId("t3", "Leave", "2m");
      again.onWithId("t1", "Open", "0s").restore().onWithId("t2", "Buy", "1m").restore();
      again.onWithId("t3", "Leave", "2m");

      assertThat(anna.transitions()).extracting(Transition::id).doesNotHaveDuplicates().hasSize(3);
      assertThat(again.transitions()).isEqualTo(anna.transitions());
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
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("Open", "0s").onWithId("t2", "Buy", "1m").on("A", "1m");

      assertThat(anna.triggers()).hasSize(1);
      assertThat(anna.triggers().get(0).touchpoints())
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
    try (OneCustomer anna = new OneCustomer(rule)) {
      anna.on("Open", "0s").on("Buy", "1m");

      assertThat(anna.triggers()).extracting(Trigger::timeMillis).containsExactly(0L);
    }
  }

  @Test
  void aStallEndsWhenAnotherStageIsEntered() {
    Rule stall = RulesFromYaml.rule("r", "live", "stall: {stage: visitor, for: 7d}", "{to: crm}");
    try (OneCustomer anna = new OneCustomer(stall)) {
      anna.on("Open", "0s").on("Buy", "6d").on("Leave", "10d").untilTheEnd();

      assertThat(anna.triggers())
          .extracting(Trigger::timeMillis)
          .containsExactly(OneCustomer.millis("17d"));
    }
  }

  @Test
  void deadlinesOfSeveralRulesPassInOrderOfTime() {
    try (OneCustomer anna =
        new OneCustomer(
            RulesFromYaml.withPattern("a", "{steps: [{a: A}, {absent: X, for: 2h}]}"),
            RulesFromYaml.withPattern("b", "{steps: [{a: A}, {absent: X, for: 1h}]}"))) {
      anna.on("A", "0s").untilTheEnd();

      assertThat(anna.triggers()).extracting(Trigger::rule).containsExactly("b", "a");
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
    try (OneCustomer anna = new OneCustomer(rule).clock(5_000_000)) {
      anna.on("identify", "0s", "country", "DE");
      anna.on("A", "1m", "k", 7L).on("A", "2m", "k", 7L).on("C", "3m", "k", 7L, "v", 1.5);

      Trigger trigger = anna.triggers().get(0);
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
      assertThat(anna.decisions())
          .containsExactly(
              new Decision(
                  trigger.id(),
                  "r",
                  rule.version(),
                  null,
                  rule.signal(),
                  "anna",
                  null,
                  "7",
                  180_000,
                  Decision.Outcome.SENT,
                  null,
                  null,
                  null,
                  null,
                  trigger.why(),
                  trigger.touchpoints()));
    }
  }

  @Test
  void aTriggerOfADeadlineNamesNoReceivedTime() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE)).clock(7)) {
      anna.on("A", "0s").untilTheEnd();

      Trigger trigger = anna.triggers().get(0);
      assertThat(trigger.latency()).isEqualTo(new Latency(600_000, null, 7));
      assertThat(trigger.why()).isEqualTo("A, then no X for 10m");
      assertThat(trigger.correlation()).isNull();
    }
  }

  @Test
  void aTouchpointWithoutTheValueTakesNoPart() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      anna.on("A", "0s");

      assertThat(anna.customer.open).isEmpty();
    }
  }

  @Test
  void nothingIsKeptOfWhatCannotMatchAnyMore() {
    try (OneCustomer anna =
        new OneCustomer(RulesFromYaml.withPattern("r", "{within: 10m, steps: [{a: A}, {b: B}]}"))) {
      anna.on("B", "0s");
      assertThat(anna.customer.open).isEmpty();

      anna.on("A", "1m");
      assertThat(anna.customer.open).hasSize(1);

      anna.restore().on("X", "11m");
      assertThat(anna.customer.open).isEmpty();
    }
  }

  @Test
  void valuesAboveTheCapReplaceTheRunsThatEndFirstAndAreCounted() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      for (int i = 0; i < CustomerEngine.MOST_CORRELATIONS + 2; i++) {
        anna.on("A", i + "ms", "k", (long) i);
      }

      assertThat(anna.customer.open).hasSize(CustomerEngine.MOST_CORRELATIONS);
      assertThat(anna.recorder.droppedRuns()).isEqualTo(2);
      anna.untilTheEnd();
      assertThat(anna.triggers())
          .hasSize(CustomerEngine.MOST_CORRELATIONS)
          .extracting(Trigger::correlation)
          .doesNotContain("0", "1")
          .contains("2", "501");
    }
  }

  @Test
  void aTouchpointThatOpensNothingReplacesNoRuns() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE_BY_KEY))) {
      for (int i = 0; i < CustomerEngine.MOST_CORRELATIONS; i++) {
        anna.on("A", "0s", "k", (long) i);
      }
      anna.on("X", "1s", "k", "another");

      assertThat(anna.customer.open).hasSize(CustomerEngine.MOST_CORRELATIONS);
      assertThat(anna.recorder.droppedRuns()).isZero();
    }
  }

  @Test
  void runsOfARuleThatIsGoneAreDroppedAndCounted() {
    try (OneCustomer anna = new OneCustomer(RulesFromYaml.withPattern("r", SILENCE))) {
      anna.on("A", "0s").restore();
      anna.rules.remove("r", 0);

      anna.untilTheEnd();

      assertThat(anna.customer.open).isEmpty();
      assertThat(anna.recorder.droppedRuns()).isEqualTo(1);
      assertThat(anna.recorder.everything()).isEmpty();
    }
  }
}

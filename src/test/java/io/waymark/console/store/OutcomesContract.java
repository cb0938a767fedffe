package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.DAY;
import static io.waymark.console.store.StoredSamples.HOUR;
import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.all;
import static io.waymark.console.store.StoredSamples.decision;
import static io.waymark.console.store.StoredSamples.json;
import static io.waymark.console.store.StoredSamples.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.model.ArmFigures;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.RuleOutcomes;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds stores to the same answers about triggers, decisions and cuts. */
interface OutcomesContract extends StoreContract {
  @Test
  default void filtersTriggersAndSaysHowLateTheyWere() {
    Batch batch = new Batch();
    for (int i = 0; i < 100; i++) {
      Trigger trigger = trigger("t-" + i, "c-" + i % 4, NOON - i * 60_000L, i < 99 ? 100 : 9_000);
      batch.add(trigger, json(Topics.TRIGGERS.document().write(trigger, NOON)));
    }
    store().write(batch);

    assertThat(all(request -> store().triggers().page(Triggers.Filter.ALL, request), 30))
        .extracting(Triggers.Row::id)
        .hasSize(100)
        .doesNotHaveDuplicates()
        .startsWith("t-0", "t-1");
    assertThat(
            all(
                request ->
                    store()
                        .triggers()
                        .page(new Triggers.Filter("r", "stall", "crm", "c-1"), request),
                7))
        .hasSize(25);
    assertThat(
            store()
                .triggers()
                .page(new Triggers.Filter("q", null, null, null), PageRequest.first(1))
                .rows())
        .isEmpty();
    List<Triggers.Rate> hours = store().triggers().rates(NOON - 2 * HOUR, 60, 20).rates();
    assertThat(hours).extracting(Triggers.Rate::count).containsExactly(39L, 60L, 1L);
    assertThat(store().triggers().rates(NOON - 3 * HOUR, 1, 20).rates()).hasSize(100);
    Triggers.Rate day = store().triggers().rates(NOON - DAY, 1_440, 20).rates().get(0);
    assertThat(day.count()).isEqualTo(100);
    assertThat(day.p50Millis()).isBetween(100L, 112L);
    assertThat(day.p99Millis()).isBetween(100L, 112L);
    assertThat(store().triggers().totals(NOON - HOUR / 2))
        .extracting(Triggers.Rate::rule, Triggers.Rate::fromMillis, Triggers.Rate::count)
        .containsExactly(tuple("r", NOON - HOUR, 61L));
    assertThat(store().triggers().totals(NOON - DAY)).containsExactly(across(day, NOON - DAY));
  }

  private static Triggers.Rate across(Triggers.Rate rate, long fromMillis) {
    return new Triggers.Rate(
        rate.rule(), fromMillis, rate.count(), rate.p50Millis(), rate.p99Millis());
  }

  @Test
  default void addsUpTheRatesOfAllRulesButThoseThatSentMost() {
    Batch batch = new Batch();
    for (int i = 0; i < 60; i++) {
      String rule = i < 30 ? "most" : i < 50 ? "more" : "r-" + i;
      Trigger trigger = trigger(rule, "t-" + i, "ann", NOON, i == 59 ? 5_000 : 100);
      batch.add(trigger, json(Topics.TRIGGERS.document().write(trigger, NOON)));
    }
    store().write(batch);

    Triggers.Rates rates = store().triggers().rates(NOON, 60, 2);

    assertThat(rates.others()).isEqualTo(10);
    assertThat(rates.rates())
        .extracting(Triggers.Rate::rule, Triggers.Rate::count)
        .containsExactly(tuple(Rules.OTHERS, 10L), tuple("more", 20L), tuple("most", 30L));
    assertThat(rates.rates().get(0).p50Millis()).isBetween(100L, 112L);
    assertThat(rates.rates().get(0).p99Millis()).isGreaterThanOrEqualTo(5_000);
  }

  @Test
  default void countsDecisionsByDayAndGate() {
    Batch batch = new Batch();
    for (int i = 0; i < 30; i++) {
      Decision decision =
          decision("d-" + i, "ann", NOON - i * HOUR, i % 3 == 0 ? Gate.COOLDOWN : null);
      batch.add(decision, json(Topics.DECISIONS.document().write(decision, 0)));
    }
    store().write(batch);

    assertThat(store().decisions().counts(NOON - 40 * HOUR))
        .extracting(
            count -> count.gate() + " " + count.count() + " " + (count.dayMillis() - NOON) / HOUR)
        .containsExactly("cooldown 5 -12", "sent 8 -12", "cooldown 5 -36", "sent 12 -36");
    assertThat(
            all(
                request ->
                    store().decisions().page(new Decisions.Filter("cooldown", "r", null), request),
                3))
        .hasSize(10)
        .allMatch(row -> row.gate().equals("cooldown"));
  }

  @Test
  default void keepsOneCutOfEachDayAndSegment() {
    Batch batch = new Batch();
    batch.add(new DailyCuts.Row(20_000, "all", "{1}"));
    batch.add(new DailyCuts.Row(20_000, "all", "{2}"));
    batch.add(new DailyCuts.Row(20_001, "all", "{3}"));
    store().write(batch);

    assertThat(store().dailyCuts().days("all")).containsExactly(20_001L, 20_000L);
    assertThat(store().dailyCuts().find(20_000, "all").orElseThrow().document()).isEqualTo("{2}");
    assertThat(store().dailyCuts().find(20_000, "new")).isEmpty();
  }

  @Test
  default void keepsTheLastOutcomesOfEachVersionOfARule() {
    Batch batch = new Batch();
    add(batch, outcomes("r", "v1", NOON, 3));
    add(batch, outcomes("r", "v2", NOON + HOUR, 1));
    add(batch, outcomes("q", "v1", NOON, 9));
    store().write(batch);
    Batch later = new Batch();
    RuleOutcomes last = outcomes("r", "v1", NOON + 1, 4);
    add(later, last);
    store().write(later);

    assertThat(store().rules().outcomes("r", 5))
        .containsExactly(row(outcomes("r", "v2", NOON + HOUR, 1)), row(last));
    assertThat(store().rules().outcomes("r", 1)).hasSize(1);
    assertThat(store().rules().outcomes("none", 5)).isEmpty();
  }

  private static RuleOutcomes outcomes(String rule, String version, long asOf, long n) {
    return new RuleOutcomes(rule, version, asOf, new ArmFigures(n, 1, 0), ArmFigures.NONE, null);
  }

  private static void add(Batch batch, RuleOutcomes outcomes) {
    batch.read("rule-outcomes", 0, 1 + batch.outcomes.size());
    batch.add(outcomes, row(outcomes).document());
  }

  private static Rules.Outcomes row(RuleOutcomes outcomes) {
    return new Rules.Outcomes(
        outcomes.version(),
        outcomes.asOfMillis(),
        json(Topics.RULE_OUTCOMES.document().write(outcomes, NOON)));
  }

  @Test
  default void refusesPlacesInListsThatItDidNotGive() {
    for (String after : List.of("x", "W10", "", "\u00e4\u20ac", "WyJhIiwxLDJd")) {
      assertThatThrownBy(
              () -> store().triggers().page(Triggers.Filter.ALL, new PageRequest(after, 5)))
          .isInstanceOf(InvalidCursorException.class)
          .hasMessageContaining("first page");
    }
  }
}

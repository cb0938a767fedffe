package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.HOUR;
import static io.waymark.console.store.StoredSamples.MARKUP;
import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.all;
import static io.waymark.console.store.StoredSamples.json;
import static io.waymark.console.store.StoredSamples.letter;
import static io.waymark.console.store.StoredSamples.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waymark.model.DeadLetter;
import io.waymark.model.RuleStatus;
import io.waymark.wire.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds stores to the same memory of what only the console knows. */
interface KeptContract extends StoreContract {
  @Test
  default void keepsTheLatestStatusOfEachKindAndEveryVersionOfARule() {
    Batch batch = new Batch();
    for (int subtask = 0; subtask < 2; subtask++) {
      RuleStatus live =
          new RuleStatus("r", "v1", RuleStatus.State.LIVE, List.of(), subtask, 2, NOON);
      RuleStatus older =
          new RuleStatus("r", "v0", RuleStatus.State.LIVE, List.of(), subtask, 2, NOON - 1);
      batch.add(live, json(Topics.RULE_STATUS.document().write(live, 0)));
      batch.add(older, json(Topics.RULE_STATUS.document().write(older, 0)));
    }
    RuleStatus ofPolicy =
        new RuleStatus(RuleStatus.POLICY, "v", RuleStatus.State.LIVE, List.of(), 0, 2, NOON);
    batch.add(ofPolicy, json(Topics.RULE_STATUS.document().write(ofPolicy, 0)));
    batch.add(new Rules.Version("r", "v0", NOON - 5, "", "", "id: r"));
    batch.add(new Rules.Version("r", "v1", NOON, "", "", "id: r\ntitle: \u0000"));
    batch.add(new Rules.Version("gone", "", NOON, "", "", null));
    batch.read("rules", 0, 3);
    store().write(batch);
    store().rules().keep(new Rules.Version("r", "v1", NOON, "ann", "typo", "id: r\ntitle: \u0000"));
    store().rules().keep(new Rules.Version("r", "v1", NOON, "", "", "id: r\ntitle: \u0000"));

    assertThat(store().rules().find("r").orElseThrow().statuses())
        .hasSize(2)
        .allMatch(status -> status.document().contains("v1"));
    assertThat(all(request -> store().rules().page(request), 1)).hasSize(1);
    assertThat(all(request -> store().rules().versions("r", request), 1))
        .extracting(Rules.Version::version)
        .containsExactly("v1", "v0");
    assertThat(store().rules().newest("r").orElseThrow().author()).isEqualTo("ann");
    assertThat(store().rules().texts()).extracting(Rules.Version::rule).containsExactly("r");
    assertThat(store().rules().newest("gone").orElseThrow().text()).isNull();
    assertThat(store().rules().edition()).isEqualTo(new Rules.Edition(3, NOON));
  }

  @Test
  default void keepsTheAuditAndTheVersionsWhenItIsRebuilt() {
    write(touchpoint("ann", "1", "t", NOON));
    store().audit().record(new Audit.Entry(NOON, "ann", "rule published", "r", MARKUP));
    store().audit().record(new Audit.Entry(NOON, "bob", "rule paused", "r", ""));
    store().rules().keep(new Rules.Version("r", "v", NOON, "ann", "", "id: r"));
    rebuild();

    assertThat(store().offsets()).isEmpty();
    assertThat(store().customers().state("ann")).isEmpty();
    assertThat(all(request -> store().audit().page(Audit.Filter.ALL, request), 1))
        .extracting(Audit.Entry::who)
        .containsExactly("bob", "ann");
    assertThat(store().rules().newest("r")).isPresent();
    write(touchpoint("ann", "1", "t", NOON));
    assertThat(store().customers().state("ann")).isPresent();
  }

  @Test
  default void filtersTheAuditByWhoWhatAndWhen() {
    for (int i = 0; i < 12; i++) {
      String who = i % 2 == 0 ? "ann" : MARKUP;
      String what = i % 3 == 0 ? "rule paused" : "rule published";
      store().audit().record(new Audit.Entry(NOON + i, who, what, "r" + i, ""));
    }

    assertThat(audit(new Audit.Filter("ann", null, 0))).containsExactly(10, 8, 6, 4, 2, 0);
    assertThat(audit(new Audit.Filter(null, "rule paused", 0))).containsExactly(9, 6, 3, 0);
    assertThat(audit(new Audit.Filter(MARKUP, "rule paused", NOON + 4))).containsExactly(9);
    assertThat(audit(new Audit.Filter("bob", null, 0))).isEmpty();
  }

  /** Returns the numbers of the rules that entries are about, read page by page. */
  private List<Integer> audit(Audit.Filter filter) {
    return all(request -> store().audit().page(filter, request), 2).stream()
        .map(entry -> Integer.parseInt(entry.about().substring(1)))
        .toList();
  }

  @Test
  default void remembersWhichDeadLettersWereReplayed() {
    Batch batch = new Batch();
    for (int i = 0; i < 5; i++) {
      DeadLetter letter = letter(i, NOON - i * 20 * HOUR);
      batch.add(letter, json(Topics.DEAD_LETTERS.document().write(letter, NOON)));
    }
    store().write(batch);
    store().deadLetters().keepReplayed(List.of("touchpoints-0@3", "touchpoints-0@1"), NOON);
    store().deadLetters().keepReplayed(List.of("touchpoints-0@3"), NOON + 1);
    rebuild();
    store().write(batch);

    assertThat(all(request -> store().deadLetters().page("not-json", NOON - 60 * HOUR, request), 2))
        .extracting(DeadLetters.Letter::position, DeadLetters.Letter::isReplayed)
        .containsExactly(
            tuple("touchpoints-0@3", true),
            tuple("touchpoints-0@2", false),
            tuple("touchpoints-0@1", true),
            tuple("touchpoints-0@0", false));
    assertThat(store().deadLetters().page("late", 0, PageRequest.first(9)).rows()).isEmpty();
  }
}

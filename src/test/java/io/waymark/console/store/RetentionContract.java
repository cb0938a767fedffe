package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.DAY;
import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.all;
import static io.waymark.console.store.StoredSamples.decision;
import static io.waymark.console.store.StoredSamples.json;
import static io.waymark.console.store.StoredSamples.letter;
import static io.waymark.console.store.StoredSamples.touchpoint;
import static io.waymark.console.store.StoredSamples.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.store.Customers.Moment;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds stores to the same way to keep rows, once, and to drop them. */
interface RetentionContract extends StoreContract {
  @Test
  default void keepsRowsAndOffsetsOverARestart() {
    write(touchpoint("ann", "e-1", "Product Viewed", NOON));
    reopen(settings(30, 1L << 40));

    assertThat(store().offsets()).containsExactly(Map.entry(new Batch.Partition("applied", 0), 1L));
    assertThat(documents("ann")).hasSize(1).allMatch(json -> json.contains("\"e-1\""));
  }

  @Test
  default void takesARowTwiceAsOnce() {
    Trigger trigger = trigger("t-1", "ann", NOON, 500);
    Decision decision = decision("t-1", "ann", NOON, null);
    DeadLetter letter = letter(7, NOON);
    for (int i = 0; i < 2; i++) {
      Batch batch = new Batch();
      add(batch, touchpoint("ann", "e-1", "Product Viewed", NOON));
      batch.add(trigger, json(Topics.TRIGGERS.document().write(trigger, NOON)));
      batch.add(decision, json(Topics.DECISIONS.document().write(decision, NOON)));
      batch.add(letter, json(Topics.DEAD_LETTERS.document().write(letter, NOON)));
      store().write(batch);
    }

    assertThat(store().customers().state("ann"))
        .hasValueSatisfying(
            state -> {
              assertThat(state.touchpoints()).isEqualTo(1);
              assertThat(state.triggers()).isEqualTo(1);
              assertThat(state.decisions()).isEqualTo(1);
            });
    assertThat(store().triggers().rates(NOON, 60, 20).rates())
        .singleElement()
        .matches(rate -> rate.count() == 1);
    assertThat(store().decisions().counts(NOON))
        .singleElement()
        .matches(count -> count.count() == 1);
    assertThat(store().deadLetters().byReason(NOON, 3))
        .singleElement()
        .matches(reason -> reason.count() == 1 && reason.samples().size() == 1);
  }

  @Test
  default void dropsDaysThatAreTooOld() {
    reopen(settings(3, 1L << 40));
    for (int day = 0; day < 6; day++) {
      write(touchpoint("c-" + day, "e", "t", NOON + day * DAY));
    }
    write(touchpoint("late", "e", "t", NOON));

    assertThat(all(request -> store().customers().beginningWith("c", request), 2))
        .extracting(Customers.Row::customer)
        .containsExactly("c-3", "c-4", "c-5");
    assertThat(documents("c-2")).isEmpty();
    assertThat(documents("c-3")).hasSize(1);
    assertThat(documents("late")).isEmpty();
    assertThat(store().state().oldestDay()).isEqualTo((NOON + 3 * DAY) / DAY);
    assertThat(store().state().shortened()).isNull();
  }

  @Test
  default void dropsTheOldestDaysWhereTheyTakeTooManyBytesAndSaysSo() {
    for (int day = 0; day < 4; day++) {
      Batch batch = new Batch();
      for (int i = 0; i < 2_000; i++) {
        add(batch, touchpoint("c-" + i, "e-" + i, "t", NOON + day * DAY + i));
      }
      store().write(batch);
    }
    long all = store().state().usedBytes();
    reopen(settings(30, all * 2 / 3));
    store().makeRoom();

    assertThat(store().state().usedBytes()).isLessThanOrEqualTo(all * 2 / 3);
    assertThat(store().state().newestDay()).isEqualTo((NOON + 3 * DAY) / DAY);
    assertThat(store().state().oldestDay()).isGreaterThan(NOON / DAY);
    assertThat(store().state().shortened()).contains("of 30 days", "console.keep-bytes");
  }

  private List<String> documents(String customer) {
    return all(request -> store().customers().timeline(customer, request), 50).stream()
        .map(Moment::document)
        .toList();
  }
}

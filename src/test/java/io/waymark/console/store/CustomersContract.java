package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.DAY;
import static io.waymark.console.store.StoredSamples.HOUR;
import static io.waymark.console.store.StoredSamples.MARKUP;
import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.RTL;
import static io.waymark.console.store.StoredSamples.all;
import static io.waymark.console.store.StoredSamples.decision;
import static io.waymark.console.store.StoredSamples.id;
import static io.waymark.console.store.StoredSamples.json;
import static io.waymark.console.store.StoredSamples.touchpoint;
import static io.waymark.console.store.StoredSamples.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.waymark.console.store.Customers.Kind;
import io.waymark.console.store.Customers.Moment;
import io.waymark.console.store.Customers.Visitor;
import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds stores to the same answers about customers. */
interface CustomersContract extends StoreContract {
  @Test
  default void mergesATimelineNewestFirstOverDaysAndPages() {
    List<String> expected = new ArrayList<>();
    Batch batch = new Batch();
    for (int i = 0; i < 40; i++) {
      long time = NOON - i * 5 * HOUR;
      add(batch, touchpoint("ann", "e-" + i, "Product Viewed", time));
      add(batch, touchpoint("bob", "e-" + i, "Product Viewed", time));
      Transition transition = new Transition("ann", null, "s" + i, "e-" + i, "x", time);
      batch.add(transition, json(Topics.TRANSITIONS.document().write(transition, 0)));
      Trigger trigger = trigger("t-" + i, "ann", time, 9);
      batch.add(trigger, json(Topics.TRIGGERS.document().write(trigger, time)));
      Decision decision = decision("t-" + i, "ann", time, null);
      batch.add(decision, json(Topics.DECISIONS.document().write(decision, 0)));
      for (Kind kind : Kind.values()) {
        expected.add(kind + "@" + time);
      }
    }
    store().write(batch);

    List<Moment> moments = all(request -> store().customers().timeline("ann", request), 7);

    assertThat(moments)
        .extracting(moment -> moment.kind() + "@" + moment.timeMillis())
        .isEqualTo(expected);
  }

  @Test
  default void keepsTheOrderOfTouchpointsOfOneInstant() {
    Batch batch = new Batch();
    for (String id : List.of("z", "a", "m", "b")) {
      add(batch, touchpoint("ann", id, "t", NOON));
    }
    store().write(batch);

    assertThat(all(request -> store().customers().timeline("ann", request), 1))
        .extracting(moment -> id(moment.document()))
        .containsExactly("b", "m", "a", "z");
  }

  @Test
  default void namesTheCustomersOfACellOnceEachTheLatestFirst() {
    Batch batch = new Batch();
    for (int i = 0; i < 60; i++) {
      long time = NOON - i * 3 * HOUR;
      add(batch, touchpoint("c-" + i % 20, "e-" + i, "Payment Failed", time));
      add(batch, touchpoint("d-" + i, "f-" + i, "Payment Failed 2", time));
    }
    store().write(batch);

    List<Visitor> visitors =
        all(
            request ->
                store()
                    .customers()
                    .ofCell(
                        new Customers.Cell("consideration", "web", "Payment Failed", null),
                        request),
            6);

    assertThat(visitors).extracting(Visitor::customer).hasSize(20).doesNotHaveDuplicates();
    assertThat(visitors.get(0).customer()).isEqualTo("c-0");
    assertThat(visitors)
        .extracting(Visitor::lastMillis)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(
            store()
                .customers()
                .ofCell(
                    new Customers.Cell("purchase", "web", "Payment Failed", null),
                    PageRequest.first(9))
                .rows())
        .isEmpty();
  }

  @Test
  default void namesTheCustomersOfACellWhoAreInASegmentNow() {
    Batch batch = new Batch();
    for (int i = 0; i < 30; i++) {
      add(batch, touchpoint("c-" + i, "e-" + i, "Page", NOON + i, i % 3 == 0 ? "gold" : "other"));
    }
    add(batch, touchpoint("c-0", "left", "identify", NOON + DAY, "other"));
    add(batch, touchpoint("c-1", "joined", "identify", NOON + HOUR, "gold"));
    store().write(batch);

    assertThat(ofSegment("gold"))
        .extracting(Visitor::customer)
        .containsExactly(
            "c-27", "c-24", "c-21", "c-18", "c-15", "c-12", "c-9", "c-6", "c-3", "c-1");
    assertThat(ofSegment("other")).hasSize(20);
    assertThat(ofSegment(null)).hasSize(30);
    assertThat(ofSegment("silver")).isEmpty();
  }

  private List<Visitor> ofSegment(@Nullable String segment) {
    return all(
        request ->
            store()
                .customers()
                .ofCell(new Customers.Cell("consideration", "web", "Page", segment), request),
        4);
  }

  @Test
  default void findsCustomersByTheBeginOfTheirIdsAndByKey() {
    write(touchpoint("ann", "1", "t", NOON));
    write(touchpoint("anna", "2", "t", NOON));
    write(touchpoint("bob", "3", "t", NOON));
    write(touchpoint("Ann", "4", "t", NOON));

    List<Customers.Row> found =
        all(request -> store().customers().beginningWith("ann", request), 1);

    assertThat(found).extracting(Customers.Row::customer).containsExactly("ann", "anna");
    assertThat(store().customers().find(found.get(1).key())).hasValue("anna");
    assertThat(store().customers().find("nobody")).isEmpty();
    assertThat(store().customers().keys(List.of("anna", "nobody", "ann", "ann")))
        .containsOnly(entry("ann", found.get(0).key()), entry("anna", found.get(1).key()));
    assertThat(store().customers().keys(List.of())).isEmpty();
    assertThat(all(request -> store().customers().beginningWith("", request), 3))
        .extracting(Customers.Row::customer)
        .containsExactly("Ann", "ann", "anna", "bob");
  }

  @Test
  default void knowsStageAndSinceWhenOfACustomer() {
    write(touchpoint("ann", "1", "t", NOON - DAY));
    Transition transition = new Transition("ann", null, "consideration", "1", "t", NOON - DAY);
    Batch batch = new Batch();
    batch.add(transition, json(Topics.TRANSITIONS.document().write(transition, 0)));
    store().write(batch);
    write(touchpoint("ann", "2", "t", NOON));

    assertThat(store().customers().state("ann"))
        .hasValueSatisfying(
            state -> {
              assertThat(state.stage()).isEqualTo("consideration");
              assertThat(state.sinceMillis()).isEqualTo(NOON - DAY);
              assertThat(state.lastMillis()).isEqualTo(NOON);
              assertThat(state.touchpoints()).isEqualTo(2);
            });
    assertThat(store().customers().state("bob")).isEmpty();
  }

  @Test
  default void takesHostileNames() {
    String long256 = "\ud83d\ude00".repeat(128);
    List<String> names =
        List.of(
            MARKUP,
            RTL,
            "a\u0000b",
            "a\\0000b",
            "\ud800half",
            long256,
            "'; DROP TABLE meta; --",
            "<x> :y ?");
    Batch batch = new Batch();
    for (String name : names) {
      add(
          batch,
          new Applied(
              new Touchpoint(name, name, null, name, name, NOON, null, Map.of(name, name)),
              name,
              name,
              false));
    }
    store().write(batch);

    for (String name : names) {
      assertThat(all(request -> store().customers().timeline(name, request), 5)).hasSize(1);
      assertThat(
              store()
                  .customers()
                  .ofCell(new Customers.Cell(name, name, name, null), PageRequest.first(5))
                  .rows())
          .extracting(Visitor::customer)
          .containsExactly(name);
    }
    assertThat(all(request -> store().customers().beginningWith("", request), 2))
        .extracting(Customers.Row::customer)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(store().customers().keys(names)).containsOnlyKeys(names);
    assertThat(store().customers().beginningWith("a\u0000", PageRequest.first(9)).rows())
        .extracting(Customers.Row::customer)
        .containsExactly("a\u0000b");
    assertThat(store().seenNames().types()).containsExactlyInAnyOrderElementsOf(names);
    reopen(settings(30, 1L << 40));
    assertThat(store().seenNames().properties()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  default void pagesThroughACustomerWithAHundredThousandTouchpoints() {
    for (int i = 0; i < 100; i++) {
      Batch batch = new Batch();
      for (int k = 0; k < 1_000; k++) {
        add(
            batch,
            touchpoint("robot", "e-" + i + "-" + k, "Page", NOON - (i * 1_000L + k) * 1_000));
      }
      add(batch, touchpoint("late-" + i, "x", "Page", NOON - 2 * DAY + i));
      store().write(batch);
    }

    assertThat(all(request -> store().customers().timeline("robot", request), 200))
        .hasSize(100_000)
        .extracting(Moment::timeMillis)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(
            all(
                request ->
                    store()
                        .customers()
                        .ofCell(new Customers.Cell("consideration", "web", "Page", null), request),
                50))
        .hasSize(101)
        .extracting(Visitor::customer)
        .doesNotHaveDuplicates()
        .startsWith("robot", "late-99");
    assertThat(store().customers().state("robot"))
        .matches(state -> state.orElseThrow().touchpoints() == 100_000);
  }

  @Test
  default void handsHistoriesOverCustomerByCustomerInOrder() {
    Batch batch = new Batch();
    for (int i = 0; i < 30; i++) {
      for (String customer : List.of("b", "a", "\ud83d\ude00", "\uffee")) {
        add(batch, touchpoint(customer, "e-" + i, "t", NOON - (29 - i) * 7 * HOUR));
      }
    }
    store().write(batch);
    List<String> customers = new ArrayList<>();

    store()
        .customers()
        .histories(
            NOON - 20 * 7 * HOUR,
            5,
            (customer, applied) -> {
              customers.add(customer);
              assertThat(applied)
                  .extracting(StoredSamples::id)
                  .containsExactly("e-25", "e-26", "e-27", "e-28", "e-29");
              return customers.size() < 4;
            });

    assertThat(customers).containsExactly("a", "b", "\uffee", "\ud83d\ude00");
  }
}

package io.waymark.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.waymark.console.store.Customers.Kind;
import io.waymark.console.store.Customers.Moment;
import io.waymark.console.store.Customers.Visitor;
import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Position;
import io.waymark.model.RuleStatus;
import io.waymark.model.Signal;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds every store to the same behaviour, whatever the product. */
abstract class StoreContract {
  static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  static final long HOUR = 3_600_000;
  static final long DAY = 86_400_000;
  private static final String RTL = "\u202e\u05d0\u05d1\u05d2";
  private static final String MARKUP = "<script>alert('x')</script>";

  RowStore store;
  private long offset;

  /** Returns a database in which nothing is. */
  abstract Database fresh() throws Exception;

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = fresh();
    store = RowStore.open(settings(30, 1L << 40));
  }

  @AfterEach
  void close() {
    store.close();
  }

  StoreSettings settings(int days, long bytes) {
    return new StoreSettings(database, Duration.ofDays(days), bytes);
  }

  void reopen(StoreSettings settings) {
    store.close();
    store = RowStore.open(settings);
  }

  @Test
  void keepsRowsAndOffsetsOverARestart() {
    write(touchpoint("ann", "e-1", "Product Viewed", NOON));
    reopen(settings(30, 1L << 40));

    assertThat(store.offsets()).containsExactly(Map.entry(new Batch.Partition("applied", 0), 1L));
    assertThat(documents("ann")).hasSize(1).allMatch(json -> json.contains("\"e-1\""));
  }

  @Test
  void takesARowTwiceAsOnce() {
    Trigger trigger = trigger("t-1", "ann", NOON, 500);
    Decision decision = decision("t-1", "ann", NOON, null);
    DeadLetter letter = letter(7, NOON);
    for (int i = 0; i < 2; i++) {
      Batch batch = new Batch();
      add(batch, touchpoint("ann", "e-1", "Product Viewed", NOON));
      batch.add(trigger, json(Topics.TRIGGERS.document().write(trigger, NOON)));
      batch.add(decision, json(Topics.DECISIONS.document().write(decision, NOON)));
      batch.add(letter, json(Topics.DEAD_LETTERS.document().write(letter, NOON)));
      store.write(batch);
    }

    assertThat(store.customers().state("ann"))
        .hasValueSatisfying(
            state -> {
              assertThat(state.touchpoints()).isEqualTo(1);
              assertThat(state.triggers()).isEqualTo(1);
              assertThat(state.decisions()).isEqualTo(1);
            });
    assertThat(store.triggers().rates(NOON, 60)).singleElement().matches(rate -> rate.count() == 1);
    assertThat(store.decisions().counts(NOON)).singleElement().matches(count -> count.count() == 1);
    assertThat(store.deadLetters().byReason(NOON, 3))
        .singleElement()
        .matches(reason -> reason.count() == 1 && reason.samples().size() == 1);
  }

  @Test
  void mergesATimelineNewestFirstOverDaysAndPages() {
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
    store.write(batch);

    List<Moment> moments = all(request -> store.customers().timeline("ann", request), 7);

    assertThat(moments)
        .extracting(moment -> moment.kind() + "@" + moment.timeMillis())
        .isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfTouchpointsOfOneInstant() {
    Batch batch = new Batch();
    for (String id : List.of("z", "a", "m", "b")) {
      add(batch, touchpoint("ann", id, "t", NOON));
    }
    store.write(batch);

    assertThat(all(request -> store.customers().timeline("ann", request), 1))
        .extracting(moment -> id(moment.document()))
        .containsExactly("b", "m", "a", "z");
  }

  @Test
  void namesTheCustomersOfACellOnceEachTheLatestFirst() {
    Batch batch = new Batch();
    for (int i = 0; i < 60; i++) {
      long time = NOON - i * 3 * HOUR;
      add(batch, touchpoint("c-" + i % 20, "e-" + i, "Payment Failed", time));
      add(batch, touchpoint("d-" + i, "f-" + i, "Payment Failed 2", time));
    }
    store.write(batch);

    List<Visitor> visitors =
        all(
            request ->
                store
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
            store
                .customers()
                .ofCell(
                    new Customers.Cell("purchase", "web", "Payment Failed", null),
                    PageRequest.first(9))
                .rows())
        .isEmpty();
  }

  @Test
  void namesTheCustomersOfACellWhoAreInASegmentNow() {
    Batch batch = new Batch();
    for (int i = 0; i < 30; i++) {
      add(batch, touchpoint("c-" + i, "e-" + i, "Page", NOON + i, i % 3 == 0 ? "gold" : "other"));
    }
    add(batch, touchpoint("c-0", "left", "identify", NOON + DAY, "other"));
    add(batch, touchpoint("c-1", "joined", "identify", NOON + HOUR, "gold"));
    store.write(batch);

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
            store
                .customers()
                .ofCell(new Customers.Cell("consideration", "web", "Page", segment), request),
        4);
  }

  @Test
  void findsCustomersByTheBeginOfTheirIdsAndByKey() {
    write(touchpoint("ann", "1", "t", NOON));
    write(touchpoint("anna", "2", "t", NOON));
    write(touchpoint("bob", "3", "t", NOON));
    write(touchpoint("Ann", "4", "t", NOON));

    List<Customers.Row> found = all(request -> store.customers().beginningWith("ann", request), 1);

    assertThat(found).extracting(Customers.Row::customer).containsExactly("ann", "anna");
    assertThat(store.customers().find(found.get(1).key())).hasValue("anna");
    assertThat(store.customers().find("nobody")).isEmpty();
    assertThat(store.customers().keys(List.of("anna", "nobody", "ann", "ann")))
        .containsOnly(entry("ann", found.get(0).key()), entry("anna", found.get(1).key()));
    assertThat(store.customers().keys(List.of())).isEmpty();
    assertThat(all(request -> store.customers().beginningWith("", request), 3))
        .extracting(Customers.Row::customer)
        .containsExactly("Ann", "ann", "anna", "bob");
  }

  @Test
  void knowsStageAndSinceWhenOfACustomer() {
    write(touchpoint("ann", "1", "t", NOON - DAY));
    Transition transition = new Transition("ann", null, "consideration", "1", "t", NOON - DAY);
    Batch batch = new Batch();
    batch.add(transition, json(Topics.TRANSITIONS.document().write(transition, 0)));
    store.write(batch);
    write(touchpoint("ann", "2", "t", NOON));

    assertThat(store.customers().state("ann"))
        .hasValueSatisfying(
            state -> {
              assertThat(state.stage()).isEqualTo("consideration");
              assertThat(state.sinceMillis()).isEqualTo(NOON - DAY);
              assertThat(state.lastMillis()).isEqualTo(NOON);
              assertThat(state.touchpoints()).isEqualTo(2);
            });
    assertThat(store.customers().state("bob")).isEmpty();
  }

  @Test
  void takesHostileNames() {
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
    store.write(batch);

    for (String name : names) {
      assertThat(all(request -> store.customers().timeline(name, request), 5)).hasSize(1);
      assertThat(
              store
                  .customers()
                  .ofCell(new Customers.Cell(name, name, name, null), PageRequest.first(5))
                  .rows())
          .extracting(Visitor::customer)
          .containsExactly(name);
    }
    assertThat(all(request -> store.customers().beginningWith("", request), 2))
        .extracting(Customers.Row::customer)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(store.customers().keys(names)).containsOnlyKeys(names);
    assertThat(store.customers().beginningWith("a\u0000", PageRequest.first(9)).rows())
        .extracting(Customers.Row::customer)
        .containsExactly("a\u0000b");
    assertThat(store.seenNames().types()).containsExactlyInAnyOrderElementsOf(names);
    reopen(settings(30, 1L << 40));
    assertThat(store.seenNames().properties()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void pagesThroughACustomerWithAHundredThousandTouchpoints() {
    for (int i = 0; i < 100; i++) {
      Batch batch = new Batch();
      for (int k = 0; k < 1_000; k++) {
        add(
            batch,
            touchpoint("robot", "e-" + i + "-" + k, "Page", NOON - (i * 1_000L + k) * 1_000));
      }
      add(batch, touchpoint("late-" + i, "x", "Page", NOON - 2 * DAY + i));
      store.write(batch);
    }

    assertThat(all(request -> store.customers().timeline("robot", request), 200))
        .hasSize(100_000)
        .extracting(Moment::timeMillis)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(
            all(
                request ->
                    store
                        .customers()
                        .ofCell(new Customers.Cell("consideration", "web", "Page", null), request),
                50))
        .hasSize(101)
        .extracting(Visitor::customer)
        .doesNotHaveDuplicates()
        .startsWith("robot", "late-99");
    assertThat(store.customers().state("robot"))
        .matches(state -> state.orElseThrow().touchpoints() == 100_000);
  }

  @Test
  void filtersTriggersAndSaysHowLateTheyWere() {
    Batch batch = new Batch();
    for (int i = 0; i < 100; i++) {
      Trigger trigger = trigger("t-" + i, "c-" + i % 4, NOON - i * 60_000L, i < 99 ? 100 : 9_000);
      batch.add(trigger, json(Topics.TRIGGERS.document().write(trigger, NOON)));
    }
    store.write(batch);

    assertThat(all(request -> store.triggers().page(Triggers.Filter.ALL, request), 30))
        .extracting(Triggers.Row::id)
        .hasSize(100)
        .doesNotHaveDuplicates()
        .startsWith("t-0", "t-1");
    assertThat(
            all(
                request ->
                    store.triggers().page(new Triggers.Filter("r", "stall", "crm", "c-1"), request),
                7))
        .hasSize(25);
    assertThat(
            store
                .triggers()
                .page(new Triggers.Filter("q", null, null, null), PageRequest.first(1))
                .rows())
        .isEmpty();
    List<Triggers.Rate> hours = store.triggers().rates(NOON - 2 * HOUR, 60);
    assertThat(hours).extracting(Triggers.Rate::count).containsExactly(39L, 60L, 1L);
    assertThat(store.triggers().rates(NOON - 3 * HOUR, 1)).hasSize(100);
    Triggers.Rate day = store.triggers().rates(NOON - DAY, 1_440).get(0);
    assertThat(day.count()).isEqualTo(100);
    assertThat(day.p50Millis()).isBetween(100L, 112L);
    assertThat(day.p99Millis()).isBetween(100L, 112L);
  }

  @Test
  void countsDecisionsByDayAndGate() {
    Batch batch = new Batch();
    for (int i = 0; i < 30; i++) {
      Decision decision =
          decision("d-" + i, "ann", NOON - i * HOUR, i % 3 == 0 ? Gate.COOLDOWN : null);
      batch.add(decision, json(Topics.DECISIONS.document().write(decision, 0)));
    }
    store.write(batch);

    assertThat(store.decisions().counts(NOON - 40 * HOUR))
        .extracting(
            count -> count.gate() + " " + count.count() + " " + (count.dayMillis() - NOON) / HOUR)
        .containsExactly("cooldown 5 -12", "sent 8 -12", "cooldown 5 -36", "sent 12 -36");
    assertThat(
            all(
                request ->
                    store.decisions().page(new Decisions.Filter("cooldown", "r", null), request),
                3))
        .hasSize(10)
        .allMatch(row -> row.gate().equals("cooldown"));
  }

  @Test
  void keepsTheLatestStatusOfEachKindAndEveryVersionOfARule() {
    Batch batch = new Batch();
    for (int subtask = 0; subtask < 2; subtask++) {
      RuleStatus live =
          new RuleStatus("r", "v1", RuleStatus.State.LIVE, List.of(), subtask, 2, NOON);
      RuleStatus older =
          new RuleStatus("r", "v0", RuleStatus.State.LIVE, List.of(), subtask, 2, NOON - 1);
      batch.add(live, json(Topics.RULE_STATUS.document().write(live, 0)));
      batch.add(older, json(Topics.RULE_STATUS.document().write(older, 0)));
    }
    batch.add(new Rules.Version("r", "v0", NOON - 5, "", "", "id: r"));
    batch.add(new Rules.Version("r", "v1", NOON, "", "", "id: r\ntitle: \u0000"));
    batch.add(new Rules.Version("gone", "", NOON, "", "", null));
    batch.read("rules", 0, 3);
    store.write(batch);
    store.rules().keep(new Rules.Version("r", "v1", NOON, "ann", "typo", "id: r\ntitle: \u0000"));
    store.rules().keep(new Rules.Version("r", "v1", NOON, "", "", "id: r\ntitle: \u0000"));

    assertThat(store.rules().find("r").orElseThrow().statuses())
        .hasSize(2)
        .allMatch(status -> status.document().contains("v1"));
    assertThat(all(request -> store.rules().page(request), 1)).hasSize(1);
    assertThat(all(request -> store.rules().versions("r", request), 1))
        .extracting(Rules.Version::version)
        .containsExactly("v1", "v0");
    assertThat(store.rules().newest("r").orElseThrow().author()).isEqualTo("ann");
    assertThat(store.rules().texts()).extracting(Rules.Version::rule).containsExactly("r");
    assertThat(store.rules().newest("gone").orElseThrow().text()).isNull();
    assertThat(store.rules().edition()).isEqualTo(new Rules.Edition(3, NOON));
  }

  @Test
  void keepsTheAuditAndTheVersionsWhenItIsRebuilt() {
    write(touchpoint("ann", "1", "t", NOON));
    store.audit().record(new Audit.Entry(NOON, "ann", "rule published", "r", MARKUP));
    store.audit().record(new Audit.Entry(NOON, "bob", "rule paused", "r", ""));
    store.rules().keep(new Rules.Version("r", "v", NOON, "ann", "", "id: r"));
    store.close();
    store = RowStore.openEmpty(settings(30, 1L << 40));

    assertThat(store.offsets()).isEmpty();
    assertThat(store.customers().state("ann")).isEmpty();
    assertThat(all(request -> store.audit().page(request), 1))
        .extracting(Audit.Entry::who)
        .containsExactly("bob", "ann");
    assertThat(store.rules().newest("r")).isPresent();
    write(touchpoint("ann", "1", "t", NOON));
    assertThat(store.customers().state("ann")).isPresent();
  }

  @Test
  void dropsDaysThatAreTooOld() {
    reopen(settings(3, 1L << 40));
    for (int day = 0; day < 6; day++) {
      write(touchpoint("c-" + day, "e", "t", NOON + day * DAY));
    }
    write(touchpoint("late", "e", "t", NOON));

    assertThat(all(request -> store.customers().beginningWith("c", request), 2))
        .extracting(Customers.Row::customer)
        .containsExactly("c-3", "c-4", "c-5");
    assertThat(documents("c-2")).isEmpty();
    assertThat(documents("c-3")).hasSize(1);
    assertThat(documents("late")).isEmpty();
    assertThat(store.state().oldestDay()).isEqualTo((NOON + 3 * DAY) / DAY);
    assertThat(store.state().shortened()).isNull();
  }

  @Test
  void dropsTheOldestDaysWhereTheyTakeTooManyBytesAndSaysSo() {
    for (int day = 0; day < 4; day++) {
      Batch batch = new Batch();
      for (int i = 0; i < 2_000; i++) {
        add(batch, touchpoint("c-" + i, "e-" + i, "t", NOON + day * DAY + i));
      }
      store.write(batch);
    }
    long all = store.state().usedBytes();
    reopen(settings(30, all * 2 / 3));
    store.makeRoom();

    assertThat(store.state().usedBytes()).isLessThanOrEqualTo(all * 2 / 3);
    assertThat(store.state().newestDay()).isEqualTo((NOON + 3 * DAY) / DAY);
    assertThat(store.state().oldestDay()).isGreaterThan(NOON / DAY);
    assertThat(store.state().shortened()).contains("of 30 days", "console.keep-bytes");
  }

  @Test
  void handsHistoriesOverCustomerByCustomerInOrder() {
    Batch batch = new Batch();
    for (int i = 0; i < 30; i++) {
      for (String customer : List.of("b", "a", "\ud83d\ude00", "\uffee")) {
        add(batch, touchpoint(customer, "e-" + i, "t", NOON - (29 - i) * 7 * HOUR));
      }
    }
    store.write(batch);
    List<String> customers = new ArrayList<>();

    store
        .customers()
        .histories(
            NOON - 20 * 7 * HOUR,
            5,
            (customer, applied) -> {
              customers.add(customer);
              assertThat(applied)
                  .extracting(StoreContract::id)
                  .containsExactly("e-25", "e-26", "e-27", "e-28", "e-29");
              return customers.size() < 4;
            });

    assertThat(customers).containsExactly("a", "b", "\uffee", "\ud83d\ude00");
  }

  @Test
  void keepsOneCutOfEachDayAndSegment() {
    Batch batch = new Batch();
    batch.add(new DailyCuts.Row(20_000, "all", "{1}"));
    batch.add(new DailyCuts.Row(20_000, "all", "{2}"));
    batch.add(new DailyCuts.Row(20_001, "all", "{3}"));
    store.write(batch);

    assertThat(store.dailyCuts().days("all")).containsExactly(20_001L, 20_000L);
    assertThat(store.dailyCuts().find(20_000, "all").orElseThrow().document()).isEqualTo("{2}");
    assertThat(store.dailyCuts().find(20_000, "new")).isEmpty();
  }

  @Test
  void refusesPlacesInListsThatItDidNotGive() {
    for (String after : List.of("x", "W10", "", "\u00e4\u20ac", "WyJhIiwxLDJd")) {
      assertThatThrownBy(
              () -> store.triggers().page(Triggers.Filter.ALL, new PageRequest(after, 5)))
          .isInstanceOf(InvalidCursorException.class)
          .hasMessageContaining("first page");
    }
  }

  static Applied touchpoint(String customer, String id, String type, long time) {
    return touchpoint(customer, id, type, time, null);
  }

  static Applied touchpoint(
      String customer, String id, String type, long time, @Nullable String segment) {
    return new Applied(
        new Touchpoint(id, customer, null, type, "web", time, null, Map.of("total", "59.90")),
        "consideration",
        segment,
        false);
  }

  static Trigger trigger(String id, String customer, long time, long late) {
    return new Trigger(
        id,
        "r",
        "v",
        "title",
        Signal.STALL,
        "crm",
        "email",
        50,
        customer,
        null,
        null,
        "why",
        time,
        null,
        List.of(new Trigger.Evidence("s", "e", "t", time)),
        Map.of(),
        new Trigger.Latency(time, time, time, time + late));
  }

  static Decision decision(String id, String customer, long time, @Nullable Gate gate) {
    return new Decision(id, "r", "v", Signal.STALL, customer, null, null, time, gate, "why");
  }

  static DeadLetter letter(long offset, long received) {
    byte[] bytes = "{".getBytes(StandardCharsets.UTF_8);
    return new DeadLetter(
        new Position("touchpoints", 0, offset),
        DeadLetter.Reason.NOT_JSON,
        "no JSON",
        bytes,
        1,
        received);
  }

  void write(Applied applied) {
    Batch batch = new Batch();
    add(batch, applied);
    store.write(batch);
  }

  private void add(Batch batch, Applied applied) {
    batch.add(applied, offset++, json(Topics.APPLIED.document().write(applied, 0)));
    batch.read("applied", 0, offset);
  }

  private List<String> documents(String customer) {
    return all(request -> store.customers().timeline(customer, request), 50).stream()
        .map(Moment::document)
        .toList();
  }

  static String json(byte[] document) {
    return new String(document, StandardCharsets.UTF_8);
  }

  private static String id(String document) {
    return document.replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1");
  }

  static <T> List<T> all(Function<PageRequest, Page<T>> list, int limit) {
    List<T> all = new ArrayList<>();
    Page<T> page = list.apply(PageRequest.first(limit));
    all.addAll(page.rows());
    while (page.after() != null) {
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
      page = list.apply(new PageRequest(page.after(), limit));
      all.addAll(page.rows());
    }
    return all;
  }
}

package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.DAY;
import static io.waymark.console.store.StoredSamples.HOUR;
import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.all;
import static io.waymark.console.store.StoredSamples.decision;
import static io.waymark.console.store.StoredSamples.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.DeliveryAttempt.Outcome;
import io.waymark.model.EndpointStatus;
import io.waymark.model.Touchpoint;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import io.waymark.wire.EndpointStatusDocument;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds stores to the same answers about deliveries, policies and the pasts of customers. */
interface DeliveriesContract extends StoreContract {
  private static void add(Batch batch, int number, DeliveryAttempt attempt) {
    batch.add(
        attempt,
        "0-%019d".formatted(number),
        json(Topics.DELIVERIES.document().write(attempt, attempt.timeMillis())));
  }

  private static DeliveryAttempt attempt(
      String trigger,
      String to,
      String customer,
      Outcome outcome,
      @Nullable Integer status,
      String reason,
      long time) {
    return new DeliveryAttempt(
        trigger,
        to,
        "r",
        customer,
        outcome,
        1,
        status,
        reason,
        12,
        0,
        time,
        null,
        new Trigger.Latency(time - 400, time - 300, time - 250, time - 200));
  }

  private static EndpointStatus status(String to, EndpointStatus.State state, String reason) {
    return new EndpointStatus(to, state, NOON, reason);
  }

  private static void add(Batch batch, EndpointStatus status) {
    batch.add(status, json(EndpointStatusDocument.INSTANCE.write(status, NOON)));
  }

  @Test
  default void addsUpTheStepsToEachDestinationOnce() {
    for (int i = 0; i < 2; i++) {
      Batch batch = new Batch();
      for (int n = 0; n < 100; n++) {
        long time = NOON - n * 60_000L;
        add(batch, n, attempt("t" + n, "desk", "c" + n % 4, Outcome.DELIVERED, 200, "ok", time));
      }
      add(batch, 100, attempt("u", "desk", "ann", Outcome.FAILED, 503, "HTTP 503 busy", NOON));
      add(batch, 101, attempt("u", "desk", "ann", Outcome.FAILED, null, "no answer in 3 s", NOON));
      add(batch, 102, attempt("v", "desk", "ann", Outcome.FAILED, null, "no answer in 15 s", NOON));
      add(batch, 103, attempt("w", "mail", "ann", Outcome.DEAD, null, "expired", NOON));
      store().write(batch);
    }

    List<Deliveries.Endpoint> day = store().deliveries().endpoints(NOON - DAY, 60);

    assertThat(day).extracting(Deliveries.Endpoint::to).containsExactly("desk", "mail");
    Deliveries.Endpoint desk = day.get(0);
    assertThat(desk.status()).isNull();
    assertThat(desk.delivered()).isEqualTo(100);
    assertThat(desk.failed()).isEqualTo(3);
    assertThat(desk.p50Millis()).isBetween(200L, 225L);
    assertThat(desk.answers())
        .containsExactly(
            new Deliveries.Answer("delivered", "HTTP 200", 100),
            new Deliveries.Answer("failed", "no answer in \u2026 s", 2),
            new Deliveries.Answer("failed", "HTTP 503", 1));
    assertThat(desk.rates())
        .containsExactly(
            new Deliveries.Rate(NOON - 2 * HOUR, 39, 0),
            new Deliveries.Rate(NOON - HOUR, 60, 0),
            new Deliveries.Rate(NOON, 1, 3));
    assertThat(day.get(1).dead()).isEqualTo(1);
    assertThat(store().deliveries().endpoints(NOON - DAY, 1).get(0).rates()).hasSize(100);
  }

  @Test
  default void knowsWhatIsParkedAndWhichDestinationsAreSwitchedOff() {
    Batch first = new Batch();
    first.park("t1", "desk", NOON);
    first.park("t2", "desk", NOON + 5);
    first.park("t3", "mail", NOON);
    first.unpark("t3");
    add(first, status("desk", EndpointStatus.State.FAILING, "20 failures"));
    store().write(first);
    Batch second = new Batch();
    second.unpark("t1");
    second.unpark("t4");
    second.park("t4", "desk", NOON + 9);
    add(second, status("desk", EndpointStatus.State.DISABLED, "ann: it moves"));
    store().write(second);
    reopen(settings(30, 1L << 40));

    assertThat(store().deliveries().endpoints(NOON, 60))
        .singleElement()
        .satisfies(
            desk -> {
              assertThat(desk.parked()).isEqualTo(2);
              assertThat(desk.oldestParkedMillis()).isEqualTo(NOON + 5);
            });
    assertThat(store().deliveries().statuses())
        .containsExactly(status("desk", EndpointStatus.State.DISABLED, "ann: it moves"));
  }

  @Test
  default void pagesThroughStepsByDestinationCustomerTriggerAndOutcome() {
    Batch batch = new Batch();
    for (int n = 0; n < 60; n++) {
      Outcome outcome = n % 3 == 0 ? Outcome.FAILED : Outcome.DELIVERED;
      add(
          batch,
          n,
          attempt("t" + n / 2, "d" + n % 2, "c" + n % 5, outcome, 200, "x", NOON - n * HOUR));
    }
    store().write(batch);
    Deliveries steps = store().deliveries();

    assertThat(all(request -> steps.page(Deliveries.Filter.ALL, request), 7)).hasSize(60);
    assertThat(
            all(
                request -> steps.page(new Deliveries.Filter("d1", "c3", null, "failed"), request),
                2))
        .extracting(Deliveries.Row::timeMillis)
        .containsExactly(NOON - 3 * HOUR, NOON - 33 * HOUR);
    assertThat(
            all(request -> steps.page(new Deliveries.Filter(null, null, "t4", null), request), 5))
        .hasSize(2);
    assertThat(steps.last(List.of("t4", "nothing")))
        .containsOnlyKeys("t4")
        .extractingByKey("t4")
        .satisfies(row -> assertThat(row.timeMillis()).isEqualTo(NOON - 8 * HOUR));
  }

  @Test
  default void dropsStepsThatAreTooOldByTheirOwnClock() {
    reopen(settings(2, 1L << 40));
    Batch batch = new Batch();
    for (int n = 0; n < 4; n++) {
      add(batch, n, attempt("t" + n, "desk", "c", Outcome.DELIVERED, 200, "x", NOON + n * DAY));
    }
    store().write(batch);

    assertThat(all(request -> store().deliveries().page(Deliveries.Filter.ALL, request), 9))
        .extracting(Deliveries.Row::timeMillis)
        .containsExactly(NOON + 3 * DAY, NOON + 2 * DAY);
  }

  @Test
  default void keepsPoliciesOverARebuild() {
    Batch batch = new Batch();
    batch.add(new Policies.Version("v1", NOON, "ann", "because", "policy: p\n"));
    batch.add(new Policies.Version("v2", NOON + 1, "", "", "policy: q\n"));
    batch.add(new Policies.Version("v2", NOON + 1, "bob", "again", "policy: q\n"));
    batch.add(new Policies.Version("", NOON + 2, "", "", null));
    batch.read("policy", 0, 3);
    store().write(batch);
    rebuild();

    assertThat(all(request -> store().policies().versions(request), 2))
        .extracting(Policies.Version::version)
        .containsExactly("", "v2", "v1");
    assertThat(store().policies().find("v1"))
        .contains(new Policies.Version("v1", NOON, "ann", "because", "policy: p\n"));
    assertThat(store().policies().find("v3")).isEmpty();
  }

  @Test
  default void handsOverWhatIsKnownAboutEachCustomerWithADecision() {
    Batch batch = new Batch();
    for (int n = 0; n < 450; n++) {
      Decision decision = decision("d" + n, "c" + n % 225, NOON - n * HOUR / 10, null);
      batch.add(decision, json(Topics.DECISIONS.document().write(decision, 0)));
    }
    add(batch, heard("c7", "i", Touchpoint.IDENTIFY, NOON - 3 * DAY, Map.of("timezone", "UTC")));
    add(batch, heard("c7", "o", "page", NOON - DAY, Map.of("consent", Map.of("m", true))));
    add(
        batch,
        heard("c7", "x", "page", NOON, Map.of("text", "\"consent\":{\"type\":\"identify\"")));
    add(batch, heard("else", "i", Touchpoint.IDENTIFY, NOON, Map.of()));
    Transition transition = new Transition("c7", null, "purchase", "x", "page", NOON);
    batch.add(transition, json(Topics.TRANSITIONS.document().write(transition, NOON)));
    store().write(batch);
    List<String> customers = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();

    store()
        .decisions()
        .pasts(
            NOON - 22 * HOUR,
            true,
            (customer, decisions, heard, transitions) -> {
              customers.add(customer);
              counts.add(decisions.size());
              if (customer.equals("c7")) {
                assertThat(heard).hasSize(2).first().asString().contains("timezone");
                assertThat(transitions).hasSize(1);
              } else {
                assertThat(heard).isEmpty();
              }
              return customers.size() < 210;
            });

    assertThat(customers).hasSize(210).isSorted().contains("c7").doesNotHaveDuplicates();
    assertThat(counts).containsOnly(1);
  }

  private static Applied heard(
      String customer, String id, String type, long time, Map<String, Object> properties) {
    return new Applied(
        new Touchpoint(id, customer, null, type, "web", time, null, properties), null, null, false);
  }
}

package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Audit;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Deliveries;
import io.waymark.model.EndpointStatus;
import java.time.Duration;
import java.util.List;

/** Answers with the deliveries by destination, and switches destinations on and off. */
final class DeliveryRoutes {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_HOURS = 24 * 30;

  private final ApiParts parts;
  private final Deliveries deliveries;
  private final Customers customers;

  DeliveryRoutes(ApiParts parts) {
    this.parts = parts;
    this.deliveries = parts.store().deliveries();
    this.customers = parts.store().customers();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/deliveries", Role.VIEWER, this::list),
        Route.get("/api/deliveries/endpoints", Role.VIEWER, this::endpoints),
        Route.post("/api/deliveries/{to}/enable", Role.OPERATOR, this::enable),
        Route.post("/api/deliveries/{to}/disable", Role.OPERATOR, this::disable),
        Route.post("/api/deliveries/{to}/replay", Role.OPERATOR, this::replay));
  }

  private void list(Call call) throws AnswerException {
    Deliveries.Filter filter =
        new Deliveries.Filter(
            call.query("to"),
            CustomerKeys.customer(call, customers),
            call.query("trigger"),
            call.query("outcome"));
    call.answer(
        CustomerKeys.add(
            Json.page("deliveries", deliveries.page(filter, call.page()), DeliveryRoutes::row),
            "/document/customer",
            customers));
  }

  private static ObjectNode row(Deliveries.Row row) {
    ObjectNode json = Json.object().put("id", row.id()).put("time", Json.iso(row.timeMillis()));
    json.set("document", Json.document(row.document()));
    return json;
  }

  private void endpoints(Call call) throws AnswerException {
    long now = parts.clock().millis();
    long since = call.since(now, DAY);
    int span = TriggerRoutes.span(now - since);
    ObjectNode json = Json.object().put("since", Json.iso(since)).put("spanMinutes", span);
    Json.array(json, "endpoints", deliveries.endpoints(since, span), DeliveryRoutes::endpoint);
    call.answer(json);
  }

  private static ObjectNode endpoint(Deliveries.Endpoint endpoint) {
    EndpointStatus status = endpoint.status();
    ObjectNode json =
        Json.object()
            .put("to", endpoint.to())
            .put("state", (status == null ? EndpointStatus.State.LIVE : status.state()).code());
    if (status != null) {
      json.put("stateSince", Json.iso(status.sinceMillis())).put("reason", status.reason());
    }
    json.put("parked", endpoint.parked());
    Json.putTime(json, "oldestParked", endpoint.oldestParkedMillis());
    json.put("delivered", endpoint.delivered())
        .put("failed", endpoint.failed())
        .put("dead", endpoint.dead());
    if (endpoint.delivered() > 0) {
      json.put("p50Millis", endpoint.p50Millis()).put("p99Millis", endpoint.p99Millis());
    }
    Json.array(
        json,
        "answers",
        endpoint.answers(),
        each ->
            Json.object()
                .put("outcome", each.outcome())
                .put("answer", each.answer())
                .put("count", each.count()));
    Json.array(
        json,
        "rates",
        endpoint.rates(),
        each ->
            Json.object()
                .put("from", Json.iso(each.fromMillis()))
                .put("delivered", each.delivered())
                .put("failed", each.failed()));
    return json;
  }

  private void enable(Call call) throws Exception {
    turn(call, EndpointStatus.State.LIVE, "destination enabled");
  }

  private void disable(Call call) throws Exception {
    turn(call, EndpointStatus.State.DISABLED, "destination disabled");
  }

  private void turn(Call call, EndpointStatus.State state, String what) throws Exception {
    String to = known(call);
    String reason = AuthoringRoutes.reason(call);
    long now = parts.clock().millis();
    parts.deliveryDesk().put(new EndpointStatus(to, state, now, call.author() + ": " + reason));
    record(call, what, to, reason);
    call.answer(Json.object().put("to", to).put("state", state.code()));
  }

  private void replay(Call call) throws Exception {
    String to = known(call);
    long hours = call.number("hours", 1, MOST_HOURS);
    long tried = call.number("tryHours", 1, MOST_HOURS);
    boolean isTried = call.flag("dryRun");
    long now = parts.clock().millis();
    DeliveryDesk.Outcome outcome =
        parts
            .deliveryDesk()
            .replay(
                new DeliveryDesk.Request(
                    to,
                    now - Duration.ofHours(hours).toMillis(),
                    now + Duration.ofHours(tried).toMillis(),
                    isTried));
    if (!isTried) {
      record(
          call,
          "triggers replayed",
          to,
          "%d given up in the last %d hours, to be tried for %d hours"
              .formatted(outcome.triggers(), hours, tried));
    }
    call.answer(
        Json.object()
            .put("to", to)
            .put("triggers", outcome.triggers())
            .put("passedOver", outcome.passedOver())
            .put("dryRun", isTried));
  }

  /** Returns the destination of a path, which something must be known of. */
  private String known(Call call) throws AnswerException {
    String to = call.path("to");
    long since = parts.clock().millis() - Duration.ofHours(MOST_HOURS).toMillis();
    int span = (int) DAY.toMinutes();
    if (deliveries.endpoints(since, span).stream().noneMatch(each -> each.to().equals(to))) {
      throw AnswerException.missing(
          "nothing was ever delivered to " + to,
          "see /api/deliveries/endpoints for the destinations that are known; waymark deliver"
              + " disable takes any name");
    }
    return to;
  }

  private void record(Call call, String what, String to, String detail) throws AnswerException {
    parts
        .store()
        .audit()
        .record(new Audit.Entry(parts.clock().millis(), call.author(), what, to, detail));
  }
}

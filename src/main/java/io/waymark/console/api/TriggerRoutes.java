package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Triggers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The triggers that were sent, and how many and how late. */
final class TriggerRoutes {
  private static final Duration DAY = Duration.ofDays(1);

  /** A chart has at most about so many points a rule. */
  private static final int POINTS = 120;

  private final Triggers triggers;
  private final Customers customers;
  private final ApiParts parts;

  TriggerRoutes(ApiParts parts) {
    this.parts = parts;
    this.triggers = parts.store().triggers();
    this.customers = parts.store().customers();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/triggers", Role.VIEWER, this::list),
        Route.get("/api/triggers/rate", Role.VIEWER, this::rate));
  }

  private void list(Call call) throws AnswerException {
    Triggers.Filter filter =
        new Triggers.Filter(
            call.query("rule"),
            call.query("signal"),
            call.query("owner"),
            customer(customers, call));
    call.answer(
        CustomerKeys.add(
            Json.page("triggers", triggers.page(filter, call.page()), TriggerRoutes::row),
            "triggers",
            "/document/data/customer",
            customers));
  }

  /** Returns the customer whose key is asked for; null for any. */
  static @Nullable String customer(Customers customers, Call call) throws AnswerException {
    String key = call.query("customer");
    if (key == null) {
      return null;
    }
    return customers
        .find(key)
        .orElseThrow(
            () ->
                AnswerException.malformed(
                    "customer", "no customer has this key", "take the key of a search"));
  }

  static ObjectNode row(Triggers.Row row) {
    ObjectNode json = Json.object().put("id", row.id()).put("due", Json.iso(row.dueMillis()));
    Json.putTime(json, "emitted", row.emittedMillis());
    json.set("document", Json.document(row.document()));
    return json;
  }

  private void rate(Call call) throws AnswerException {
    long now = parts.clock().millis();
    long since = since(call, now, DAY);
    int span = span(now - since);
    ObjectNode json =
        Json.object().put("since", Json.iso(since)).put("spanMinutes", span).put("by", "rule");
    Json.array(json, "rates", triggers.rates(since, span), TriggerRoutes::rate);
    call.answer(json);
  }

  private static ObjectNode rate(Triggers.Rate rate) {
    return Json.object()
        .put("rule", rate.rule())
        .put("from", Json.iso(rate.fromMillis()))
        .put("count", rate.count())
        .put("p50Millis", rate.p50Millis())
        .put("p99Millis", rate.p99Millis());
  }

  /** Returns the moment of the parameter {@code since}, a time by ISO 8601. */
  static long since(Call call, long now, Duration byDefault) throws AnswerException {
    String since = call.query("since");
    if (since == null) {
      return now - byDefault.toMillis();
    }
    try {
      return Instant.parse(since).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw AnswerException.malformed(
          "since", "'" + since + "' is no time of ISO 8601", "write 2026-03-01T12:00:00Z");
    }
  }

  /** Returns the minutes of a span, so that a chart has about {@link #POINTS}. */
  private static int span(long millis) {
    long minutes = Math.max(1, millis / 60_000 / POINTS);
    return List.of(1, 5, 15, 60, 240, 1440).stream()
        .filter(each -> each >= minutes)
        .findFirst()
        .orElse(1440);
  }
}

package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Rules;
import io.waymark.console.store.Triggers;
import java.time.Duration;
import java.util.List;

/** The triggers that were sent, and how many and how late. */
final class TriggerRoutes {
  private static final Duration DAY = Duration.ofDays(1);

  /** A chart has at most about so many points a rule. */
  private static final int POINTS = 120;

  /** The number of rules with rates of their own. */
  private static final int MOST_RULES = 20;

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
            CustomerKeys.customer(call, customers));
    call.answer(
        CustomerKeys.add(
            Json.page("triggers", triggers.page(filter, call.page()), TriggerRoutes::row),
            "/document/data/customer",
            customers));
  }

  static ObjectNode row(Triggers.Row row) {
    ObjectNode json = Json.object().put("id", row.id()).put("due", Json.iso(row.dueMillis()));
    Json.putTime(json, "emitted", row.emittedMillis());
    json.set("document", Json.document(row.document()));
    return json;
  }

  private void rate(Call call) throws AnswerException {
    long now = parts.clock().millis();
    long since = call.since(now, DAY);
    int span = span(now - since);
    ObjectNode json =
        Json.object().put("since", Json.iso(since)).put("spanMinutes", span).put("by", "rule");
    Triggers.Rates rates = triggers.rates(since, span, MOST_RULES);
    Json.array(json, "rates", rates.rates(), TriggerRoutes::rate);
    json.put("otherRules", rates.others());
    call.answer(json);
  }

  private static ObjectNode rate(Triggers.Rate rate) {
    ObjectNode json = Json.object();
    Json.putIfKnown(json, "rule", rate.rule().equals(Rules.OTHERS) ? null : rate.rule());
    return json.put("from", Json.iso(rate.fromMillis()))
        .put("count", rate.count())
        .put("p50Millis", rate.p50Millis())
        .put("p99Millis", rate.p99Millis());
  }

  /** Returns the minutes of a span, so that a chart has about {@link #POINTS}. */
  static int span(long millis) {
    long minutes = Math.max(1, millis / 60_000 / POINTS);
    return List.of(1, 5, 15, 60, 240, 1440).stream()
        .filter(each -> each >= minutes)
        .findFirst()
        .orElse(1440);
  }
}

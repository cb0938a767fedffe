package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Rules;
import java.time.Duration;
import java.util.List;

/** Answers with decisions, and with how many matches ended at which gate. */
final class DecisionRoutes {
  private static final Duration WEEK = Duration.ofDays(7);

  /** The number of rules with counts of their own. */
  private static final int MOST_RULES = 20;

  private final ApiParts parts;
  private final Decisions decisions;
  private final Customers customers;

  DecisionRoutes(ApiParts parts) {
    this.parts = parts;
    this.decisions = parts.store().decisions();
    this.customers = parts.store().customers();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/decisions", Role.VIEWER, this::list),
        Route.get("/api/decisions/funnel", Role.VIEWER, this::funnel));
  }

  private void list(Call call) throws AnswerException {
    Decisions.Filter filter =
        new Decisions.Filter(
            call.query("gate"), call.query("rule"), CustomerKeys.customer(call, customers));
    call.answer(
        CustomerKeys.add(
            Json.page("decisions", decisions.page(filter, call.page()), DecisionRoutes::row),
            "/document/customer",
            customers));
  }

  private static ObjectNode row(Decisions.Row row) {
    ObjectNode json =
        Json.object()
            .put("id", row.id())
            .put("time", Json.iso(row.timeMillis()))
            .put("gate", row.gate());
    json.set("document", Json.document(row.document()));
    return json;
  }

  private void funnel(Call call) throws AnswerException {
    long since = call.since(parts.clock().millis(), WEEK);
    ObjectNode json = Json.object().put("since", Json.iso(since));
    Decisions.Counts counts = Decisions.Counts.of(decisions.counts(since), MOST_RULES);
    Json.array(json, "counts", counts.counts(), DecisionRoutes::count);
    json.put("otherRules", counts.others());
    call.answer(json);
  }

  private static ObjectNode count(Decisions.Count count) {
    ObjectNode json = Json.object().put("day", Json.iso(count.dayMillis()).substring(0, 10));
    Json.putIfKnown(json, "rule", count.rule().equals(Rules.OTHERS) ? null : count.rule());
    return json.put("gate", count.gate()).put("count", count.count());
  }
}

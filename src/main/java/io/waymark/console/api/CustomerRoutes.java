package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Page;
import io.waymark.console.store.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Customers and their timelines. In addresses a customer is a key, as addresses are logged and ids
 * may be personal; a list of ids is asked for in a body, as its cursors hold ids, too.
 */
final class CustomerRoutes {
  private static final int MOST_DECISIONS = 20;

  private final Customers customers;
  private final Decisions decisions;
  private final Deliveries deliveries;
  private final Asking asking;

  CustomerRoutes(ApiParts parts) {
    this.customers = parts.store().customers();
    this.decisions = parts.store().decisions();
    this.deliveries = parts.store().deliveries();
    this.asking = new Asking(parts.questions());
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/customers/search", Role.VIEWER, this::search),
        Route.get("/api/customers/{key}", Role.VIEWER, this::state),
        Route.get("/api/customers/{key}/timeline", Role.VIEWER, this::timeline),
        Route.get("/api/customers/{key}/context", Role.VIEWER, this::context),
        Route.get("/api/customers/{key}/explain", Role.VIEWER, this::explain));
  }

  private void search(Call call) throws AnswerException {
    call.answer(
        Json.page(
            "customers",
            customers.beginningWith(call.text("begin"), call.pageOfBody()),
            CustomerRoutes::row));
  }

  private static ObjectNode row(Customers.Row row) {
    return Json.object().put("customer", row.customer()).put("key", row.key());
  }

  private void state(Call call) throws AnswerException {
    Customers.State state = customers.state(customer(call)).orElseThrow(CustomerRoutes::unknown);
    ObjectNode json = Json.object().put("customer", state.customer()).put("key", state.key());
    Json.putIfKnown(json, "stage", state.stage());
    Json.putTime(json, "since", state.sinceMillis());
    json.put("last", Json.iso(state.lastMillis()));
    json.putObject("counts")
        .put("touchpoints", state.touchpoints())
        .put("triggers", state.triggers())
        .put("decisions", state.decisions());
    call.answer(json);
  }

  private void timeline(Call call) throws AnswerException {
    Page<Customers.Moment> page = customers.timeline(customer(call), call.page());
    Map<String, Deliveries.Row> steps = TriggerSteps.of(page.rows(), deliveries);
    call.answer(
        Json.page(
            "moments",
            page,
            each -> {
              ObjectNode json = moment(each);
              TriggerSteps.add(json, each, steps);
              return json;
            }));
  }

  private static ObjectNode moment(Customers.Moment moment) {
    ObjectNode json =
        Json.object()
            .put("kind", moment.kind().name().toLowerCase(Locale.ROOT))
            .put("time", Json.iso(moment.timeMillis()));
    json.set("document", Json.document(moment.document()));
    return json;
  }

  /** Answers with what the job knows of a customer now. */
  private void context(Call call) throws Exception {
    call.answer(asking.ask(customer(call), null));
  }

  /** Answers why a rule fired or did not: what the job says, and the last decisions. */
  private void explain(Call call) throws Exception {
    String customer = customer(call);
    String rule = call.query("rule");
    ObjectNode json = (ObjectNode) Json.parse(asking.ask(customer, rule));
    Decisions.Filter filter = new Decisions.Filter(null, rule, customer);
    Json.array(
        json,
        "decisions",
        decisions.page(filter, PageRequest.first(MOST_DECISIONS)).rows(),
        row -> Json.document(row.document()));
    call.answer(json);
  }

  private String customer(Call call) throws AnswerException {
    return customers.find(call.path("key")).orElseThrow(CustomerRoutes::unknown);
  }

  private static AnswerException unknown() {
    return AnswerException.missing(
        "no customer has this key", "search for the customer by id again");
  }
}

package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.authoring.Authoring;
import io.waymark.console.authoring.CheckedRule;
import io.waymark.console.authoring.Completions;
import io.waymark.console.authoring.Preview;
import io.waymark.console.authoring.Publication;
import io.waymark.console.authoring.TestRun;
import io.waymark.console.store.Audit;
import io.waymark.model.Decision;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.Locale;

/** Rules written in the browser. Each change is in the audit before it is answered. */
final class AuthoringRoutes {
  private static final int MOST_REASON = 500;
  private static final int MOST_LINE = 100_000;
  private final ApiParts parts;
  private final Authoring authoring;

  AuthoringRoutes(ApiParts parts) {
    this.parts = parts;
    this.authoring = parts.authoring();
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/rules/check", Role.MARKETER, this::check),
        Route.post("/api/rules/complete", Role.MARKETER, this::complete),
        Route.post("/api/rules/test", Role.MARKETER, this::test),
        Route.post("/api/rules/preview", Role.MARKETER, this::preview),
        Route.post("/api/rules/{id}", Role.MARKETER, this::publish),
        Route.post("/api/rules/{id}/pause", Role.MARKETER, this::pause),
        Route.post("/api/rules/{id}/resume", Role.MARKETER, this::resume),
        Route.post("/api/rules/{id}/rollback", Role.MARKETER, this::rollBack));
  }

  private void check(Call call) throws AnswerException {
    CheckedRule checked = authoring.check(call.text("text"));
    ObjectNode json = Json.object();
    Json.array(json, "problems", checked.findings(), Errors::finding);
    Rule rule = checked.rule();
    if (rule != null) {
      json.putObject("rule")
          .put("id", rule.id())
          .put("version", rule.version())
          .put("title", rule.title())
          .put("status", rule.status().name().toLowerCase(Locale.ROOT))
          .put("tests", rule.examples().size())
          .set("pattern", PatternJson.of(rule));
    }
    call.answer(json);
  }

  private void complete(Call call) throws AnswerException {
    call.answer(
        completions(
            authoring.complete(
                call.text("text"),
                call.number("line", 1, MOST_LINE),
                call.number("column", 1, MOST_LINE))));
  }

  static ObjectNode completions(Completions found) {
    ObjectNode json = Json.object().put("column", found.column());
    Json.array(
        json,
        "items",
        found.items(),
        item ->
            Json.object()
                .put("label", item.label())
                .put("kind", item.kind())
                .put("insert", item.insert())
                .put("detail", item.detail()));
    return json;
  }

  private void test(Call call) throws Exception {
    ObjectNode json = Json.object();
    Json.array(json, "tests", authoring.test(call.text("text")), AuthoringRoutes::testRun);
    call.answer(json);
  }

  private static ObjectNode testRun(TestRun run) {
    ObjectNode json = Json.object().put("name", run.name()).put("passed", run.isPassed());
    ArrayNode expected = json.putArray("expectedMillis");
    run.expectedMillis().forEach(expected::add);
    ArrayNode sent = json.putArray("sentMillis");
    run.sentMillis().forEach(sent::add);
    ArrayNode timeline = json.putArray("timeline");
    run.timeline().forEach(timeline::add);
    return json;
  }

  private void preview(Call call) throws Exception {
    Preview preview =
        PreviewTurn.run(
            call,
            parts,
            "touchpoint",
            "set job.applied for the job, and wait for touchpoints",
            authoring::preview);
    call.answer(json(preview));
  }

  private ObjectNode json(Preview preview) {
    ObjectNode json =
        Json.object()
            .put("since", Json.iso(preview.sinceMillis()))
            .put("until", Json.iso(preview.untilMillis()))
            .put("played", preview.played())
            .put("customers", preview.matched())
            .put("matches", preview.matches())
            .put("sent", preview.sent())
            .put("whole", preview.isWhole());
    ObjectNode withheld = json.putObject("withheld");
    preview.withheld().forEach(withheld::put);
    Json.array(json, "samples", preview.samples(), this::sample);
    return json;
  }

  private ObjectNode sample(Decision decision) {
    ObjectNode json =
        Json.object()
            .put("customer", decision.customer())
            .put("time", Json.iso(decision.timeMillis()))
            .put("why", decision.why());
    parts
        .store()
        .customers()
        .state(decision.customer())
        .ifPresent(state -> json.put("key", state.key()));
    if (decision.gate() != null) {
      json.put("withheldBy", decision.gate().code());
    }
    return json;
  }

  private void publish(Call call) throws Exception {
    String id = call.path("id");
    String version =
        authoring.publish(
            new Publication(
                id,
                call.text("text"),
                call.textIfKnown("basedOn"),
                call.author(),
                reason(call),
                call.flag("untested")));
    changed(call, "rule published", id, version);
  }

  private void pause(Call call) throws Exception {
    String id = call.path("id");
    String version =
        authoring.changeStatus(
            id, Rule.Status.PAUSED, call.textIfKnown("basedOn"), call.author(), reason(call));
    changed(call, "rule paused", id, version);
  }

  private void resume(Call call) throws Exception {
    String id = call.path("id");
    String version = authoring.resume(id, call.textIfKnown("basedOn"), call.author(), reason(call));
    changed(call, "rule resumed", id, version);
  }

  private void rollBack(Call call) throws Exception {
    String id = call.path("id");
    String to = call.text("version");
    String version =
        authoring.rollBack(id, to, call.textIfKnown("basedOn"), call.author(), reason(call));
    changed(call, "rule rolled back", id, version);
  }

  private void changed(Call call, String what, String rule, String version) throws AnswerException {
    parts
        .store()
        .audit()
        .record(
            new Audit.Entry(
                parts.clock().millis(),
                call.author(),
                what,
                rule,
                "version " + version + ": " + reason(call)));
    call.answer(Json.object().put("rule", rule).put("version", version));
  }

  static String reason(Call call) throws AnswerException {
    String reason = call.text("reason").strip();
    if (reason.isEmpty() || reason.length() > MOST_REASON) {
      throw AnswerException.malformed(
          "reason", "a reason has 1 to " + MOST_REASON + " characters", "say in a sentence why");
    }
    return reason;
  }
}

package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.authoring.CheckedPolicy;
import io.waymark.console.authoring.PolicyAuthoring;
import io.waymark.console.store.Audit;
import io.waymark.console.store.Page;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.govern.Policy;
import io.waymark.model.RuleStatus;
import java.util.List;

/** The policy and its history, written in the browser. */
final class PolicyRoutes {
  private static final int MOST_LINE = 100_000;

  private final ApiParts parts;
  private final PolicyAuthoring authoring;
  private final Policies policies;

  PolicyRoutes(ApiParts parts) {
    this.parts = parts;
    this.authoring = parts.policyAuthoring();
    this.policies = parts.store().policies();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/policy", Role.VIEWER, this::policy),
        Route.get("/api/policy/versions", Role.VIEWER, this::versions),
        Route.get("/api/policy/versions/{version}", Role.VIEWER, this::version),
        Route.post("/api/policy", Role.MARKETER, this::publish),
        Route.post("/api/policy/check", Role.MARKETER, this::check),
        Route.post("/api/policy/complete", Role.MARKETER, this::complete),
        Route.post("/api/policy/rollback", Role.MARKETER, this::rollBack));
  }

  /** Answers with the policy that was published last, and what the job says about it. */
  private void policy(Call call) throws AnswerException {
    Page<Policies.Version> page = policies.versions(call.page());
    ObjectNode json = Json.object();
    page.rows().stream().findFirst().ifPresent(newest -> describe(json, newest));
    List<JsonNode> statuses =
        parts.store().rules().find(RuleStatus.POLICY).stream()
            .flatMap(row -> row.statuses().stream())
            .map(Rules.Status::document)
            .map(Json::document)
            .toList();
    if (!statuses.isEmpty()) {
      Json.putIfKnown(json, "state", statuses.get(0).path("state").textValue());
    }
    statuses.stream()
        .filter(each -> each.path("state").asText().equals(RuleStatus.State.LIVE.code()))
        .findFirst()
        .ifPresent(live -> Json.putIfKnown(json, "inForce", live.path("version").textValue()));
    Json.array(json, "statuses", statuses, each -> each);
    json.setAll(Json.page("versions", page, PolicyRoutes::row));
    call.answer(json);
  }

  private void describe(ObjectNode json, Policies.Version newest) {
    String text = newest.text();
    if (text != null) {
      json.put("version", newest.version()).put("text", text);
      Policy policy = authoring.check(text).policy();
      Json.putIfKnown(json, "policy", policy == null ? null : policy.id());
    }
    json.put("changed", Json.iso(newest.timeMillis()));
    Json.putIfKnown(json, "author", newest.author().isEmpty() ? null : newest.author());
  }

  private static ObjectNode row(Policies.Version version) {
    return Json.object()
        .put("version", version.version())
        .put("time", Json.iso(version.timeMillis()))
        .put("author", version.author())
        .put("reason", version.reason())
        .put("removed", version.text() == null);
  }

  private void versions(Call call) throws AnswerException {
    call.answer(Json.page("versions", policies.versions(call.page()), PolicyRoutes::row));
  }

  private void version(Call call) throws AnswerException {
    Policies.Version version =
        policies
            .find(call.path("version"))
            .orElseThrow(
                () ->
                    AnswerException.missing(
                        "this version is not kept", "see the versions of the policy"));
    ObjectNode json = row(version);
    Json.putIfKnown(json, "text", version.text());
    call.answer(json);
  }

  private void check(Call call) throws AnswerException {
    CheckedPolicy checked = authoring.check(call.text("text"));
    ObjectNode json = Json.object();
    Json.array(json, "problems", checked.findings(), Errors::finding);
    Policy policy = checked.policy();
    if (policy != null) {
      json.putObject("policy").put("id", policy.id()).put("version", policy.version());
    }
    call.answer(json);
  }

  private void complete(Call call) throws AnswerException {
    call.answer(
        AuthoringRoutes.completions(
            authoring.complete(
                call.text("text"),
                call.number("line", 1, MOST_LINE),
                call.number("column", 1, MOST_LINE))));
  }

  private void publish(Call call) throws Exception {
    String version =
        authoring.publish(
            call.text("text"),
            call.textIfKnown("basedOn"),
            call.author(),
            AuthoringRoutes.reason(call));
    changed(call, "policy published", version);
  }

  private void rollBack(Call call) throws Exception {
    String version =
        authoring.rollBack(
            call.text("version"),
            call.textIfKnown("basedOn"),
            call.author(),
            AuthoringRoutes.reason(call));
    changed(call, "policy rolled back", version);
  }

  private void changed(Call call, String what, String version) throws AnswerException {
    parts
        .store()
        .audit()
        .record(
            new Audit.Entry(
                parts.clock().millis(),
                call.author(),
                what,
                RuleStatus.POLICY,
                "version " + version + ": " + AuthoringRoutes.reason(call)));
    call.answer(Json.object().put("version", version));
  }
}

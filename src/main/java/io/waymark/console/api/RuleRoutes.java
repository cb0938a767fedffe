package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.store.Rules;
import io.waymark.expression.Expression;
import io.waymark.rule.Goal;
import io.waymark.rule.Rule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules as they are in force, with what they did in the last 24 hours, and their earlier texts. */
final class RuleRoutes {
  private static final int MOST_OUTCOMES = 20;

  /** The kinds of statuses that are no outcome of a push. */
  private static final Set<String> NEWS = Set.of("runs", "failures", "pause");

  private final Rules rules;
  private final RuleFigures figures;
  private final ApiParts parts;

  RuleRoutes(ApiParts parts) {
    this.parts = parts;
    this.rules = parts.store().rules();
    this.figures = new RuleFigures(parts);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/rules", Role.VIEWER, this::list),
        Route.get("/api/rules/{id}", Role.VIEWER, this::rule),
        Route.get("/api/rules/{id}/versions", Role.VIEWER, this::versions),
        Route.get("/api/rules/{id}/versions/{version}", Role.VIEWER, this::version));
  }

  private void list(Call call) throws AnswerException {
    call.answer(
        Json.page(
            "rules",
            rules.page(call.page()),
            row -> summary(row.rule(), row, rules.newest(row.rule()).orElse(null))));
  }

  private ObjectNode summary(String id, Rules.@Nullable Row row, Rules.@Nullable Version newest) {
    ObjectNode json = Json.object().put("rule", id);
    String text = newest == null ? null : newest.text();
    if (newest != null && text != null) {
      RuleHead head = RuleHead.of(text);
      Json.putIfKnown(json, "title", head.title());
      Json.putIfKnown(json, "signal", head.signal());
      Json.putIfKnown(json, "owner", head.owner());
      Json.putIfKnown(json, "status", head.status());
      Json.putIfKnown(json, "canary", head.canary());
      json.put("version", newest.version());
      json.put("changed", Json.iso(newest.timeMillis()));
      Json.putIfKnown(json, "author", newest.author().isEmpty() ? null : newest.author());
    }
    outcomes(json, id, 1);
    RuleFigures.OfRule figured = figures.of(id);
    ObjectNode counts =
        json.putObject("last24Hours")
            .put("matched", figured.matched())
            .put("sent", figured.sent())
            .put("withheld", figured.withheld());
    if (figured.p50Millis() >= 0) {
      counts.put("p50Millis", figured.p50Millis());
    }
    if (row != null) {
      statuses(json, row);
      Json.putIfKnown(json, "pause", newest == null ? null : pause(row, newest.version()));
    }
    return json;
  }

  /** Adds what the versions have brought, the newest first. */
  private void outcomes(ObjectNode json, String id, int most) {
    Json.array(json, "outcomes", rules.outcomes(id, most), each -> Json.document(each.document()));
  }

  /** Adds the last status of a push, the mean number of open runs, and all statuses by subtask. */
  private static void statuses(ObjectNode json, Rules.Row row) {
    row.statuses().stream()
        .filter(status -> !NEWS.contains(status.kind()))
        .findFirst()
        .ifPresent(status -> json.put("state", status.kind()));
    row.statuses().stream()
        .filter(status -> status.kind().equals("runs"))
        .mapToDouble(status -> Json.document(status.document()).path("runsPerCustomer").asDouble())
        .average()
        .ifPresent(runs -> json.put("runsPerCustomer", runs));
    Json.array(json, "statuses", row.statuses(), status -> Json.document(status.document()));
  }

  /** Returns why the breaker paused a version of a rule; null where it did not. */
  private static @Nullable String pause(Rules.Row row, String version) {
    return row.statuses().stream()
        .filter(status -> status.kind().equals("pause"))
        .findFirst()
        .map(status -> Json.document(status.document()))
        .filter(status -> status.path("version").asText().equals(version))
        .map(status -> status.path("pause").asText())
        .filter(words -> !words.isEmpty())
        .orElse(null);
  }

  private void rule(Call call) throws AnswerException {
    String id = call.path("id");
    Rules.Row row = rules.find(id).orElse(null);
    Rules.Version newest = rules.newest(id).orElse(null);
    if (row == null && newest == null) {
      throw AnswerException.missing(
          "there is no rule " + id, "see /api/rules for those that there are");
    }
    ObjectNode json = summary(id, row, newest);
    outcomes(json, id, MOST_OUTCOMES);
    String text = newest == null ? null : newest.text();
    if (text != null) {
      json.put("text", text);
      Rule rule = parts.authoring().check(text).rule();
      if (rule != null) {
        json.set("pattern", PatternJson.of(rule));
        json.put("tests", rule.examples().size());
        goal(json, rule.goal());
      }
    }
    json.setAll(Json.page("versions", rules.versions(id, call.page()), RuleRoutes::row));
    call.answer(json);
  }

  private static void goal(ObjectNode json, @Nullable Goal goal) {
    if (goal != null) {
      ObjectNode of = json.putObject("goal").put("withinMillis", goal.withinMillis());
      PatternJson.types(of, "on", goal.types());
      Expression where = goal.where();
      Json.putIfKnown(of, "where", where == null ? null : where.text());
    }
  }

  private void versions(Call call) throws AnswerException {
    call.answer(
        Json.page("versions", rules.versions(call.path("id"), call.page()), RuleRoutes::row));
  }

  private static ObjectNode row(Rules.Version version) {
    return Json.object()
        .put("version", version.version())
        .put("time", Json.iso(version.timeMillis()))
        .put("author", version.author())
        .put("reason", version.reason())
        .put("removed", version.text() == null);
  }

  private void version(Call call) throws AnswerException {
    Rules.Version version =
        parts
            .authoring()
            .version(call.path("id"), call.path("version"))
            .orElseThrow(
                () ->
                    AnswerException.missing(
                        "this version is not kept", "see the versions of the rule"));
    ObjectNode json = row(version);
    Json.putIfKnown(json, "text", version.text());
    call.answer(json);
  }
}

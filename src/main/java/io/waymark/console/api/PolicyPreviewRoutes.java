package io.waymark.console.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import io.waymark.console.authoring.PolicyAuthoring;
import io.waymark.console.authoring.PolicyPreview;
import io.waymark.model.Gate;
import io.waymark.replay.PolicyTally;
import java.util.List;
import java.util.Map;

/** Answers with what a policy would have let go out. */
final class PolicyPreviewRoutes {
  private final ApiParts parts;
  private final PolicyAuthoring authoring;

  PolicyPreviewRoutes(ApiParts parts) {
    this.parts = parts;
    this.authoring = parts.policyAuthoring();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/policy/preview", Role.MARKETER, this::progress),
        Route.post("/api/policy/preview", Role.MARKETER, this::preview));
  }

  private void progress(Call call) {
    PolicyPreview.Progress progress = authoring.progress().orElse(new PolicyPreview.Progress(0, 0));
    call.answer(
        Json.object()
            .put("running", authoring.progress().isPresent())
            .put("done", progress.done())
            .put("all", progress.all()));
  }

  private void preview(Call call) throws Exception {
    PolicyPreview preview =
        PreviewTurn.run(
            call, parts, "decision", "wait until rules have matched", authoring::preview);
    call.answer(json(preview));
  }

  private static ObjectNode json(PolicyPreview preview) {
    ObjectNode json =
        Json.object()
            .put("since", Json.iso(preview.sinceMillis()))
            .put("until", Json.iso(preview.untilMillis()))
            .put("customers", preview.customers())
            .put("matches", preview.draft().matches())
            .put("unknown", preview.unknown())
            .put("whole", preview.isWhole());
    json.set("draft", json(preview.draft()));
    json.set("inForce", json(preview.inForce()));
    Map<String, PolicyTally.OfRule> now = preview.inForce().byRule();
    Json.array(
        json,
        "rules",
        preview.draft().byRule().entrySet(),
        each ->
            Json.object()
                .put("rule", each.getKey())
                .put("matches", each.getValue().matches())
                .put("sent", each.getValue().sent())
                .put(
                    "sentInForce",
                    now.containsKey(each.getKey()) ? now.get(each.getKey()).sent() : 0));
    return json;
  }

  private static ObjectNode json(PolicyTally tally) {
    ObjectNode json = Json.object().put("sent", tally.sent()).put("held", tally.held());
    ObjectNode withheld = json.putObject("withheld");
    for (Gate gate : Gate.values()) {
      Long count = tally.withheld().get(gate);
      if (count != null) {
        withheld.put(gate.code(), count);
      }
    }
    return json;
  }
}

package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Gate;
import io.waymark.model.Signal;
import java.util.List;
import java.util.Locale;

/** Decisions as JSON. */
final class DecisionDocument implements Document<Decision> {
  @Override
  public String schema() {
    return "decision";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(
        new Omission.MiddleItems("/touchpoints"),
        new Omission.End("/correlation"),
        new Omission.End("/why"));
  }

  @Override
  public byte[] write(Decision decision, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("id", decision.id());
    json.put("rule", decision.rule());
    json.put("version", decision.version());
    Fields.putIfKnown(json, "policy", decision.policy());
    json.put("signal", decision.signal().code());
    json.put("customer", decision.customer());
    Fields.putIfKnown(json, "stage", decision.stage());
    Fields.putIfKnown(json, "correlation", decision.correlation());
    json.put("time", Fields.iso(decision.timeMillis()));
    json.put("outcome", code(decision.outcome()));
    Gate gate = decision.gate();
    Fields.putIfKnown(json, "gate", gate == null ? null : gate.code());
    Fields.putIfKnown(json, "numbers", decision.numbers());
    if (decision.untilMillis() != null) {
      json.put("until", Fields.iso(decision.untilMillis()));
    }
    if (decision.heldSinceMillis() != null) {
      json.put("heldSince", Fields.iso(decision.heldSinceMillis()));
    }
    json.put("why", decision.why());
    EvidenceList.put(json, decision.touchpoints());
    return Fields.bytes(json);
  }

  private static String code(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Decision read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new Decision(
        fields.text("id"),
        fields.text("rule"),
        fields.text("version"),
        fields.textIfKnown("policy"),
        fields.code("signal", Signal.class),
        fields.text("customer"),
        fields.textIfKnown("stage"),
        fields.textIfKnown("correlation"),
        fields.millis("time"),
        fields.code("outcome", Outcome.class),
        fields.has("gate") ? fields.code("gate", Gate.class) : null,
        fields.textIfKnown("numbers"),
        fields.millisIfKnown("until"),
        fields.millisIfKnown("heldSince"),
        fields.text("why"),
        EvidenceList.read(fields));
  }
}

package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Decision;
import io.waymark.model.Gate;
import io.waymark.model.Signal;
import java.util.List;

/** Decisions as JSON. */
final class DecisionDocument implements Document<Decision> {
  @Override
  public String schema() {
    return "decision";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(new Omission.End("/correlation"), new Omission.End("/why"));
  }

  @Override
  public byte[] write(Decision decision, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("id", decision.id());
    json.put("rule", decision.rule());
    json.put("version", decision.version());
    json.put("signal", decision.signal().code());
    json.put("customer", decision.customer());
    Fields.putIfKnown(json, "stage", decision.stage());
    Fields.putIfKnown(json, "correlation", decision.correlation());
    json.put("time", Fields.iso(decision.timeMillis()));
    json.put("outcome", decision.isSent() ? "sent" : "withheld");
    Gate gate = decision.withheldBy();
    Fields.putIfKnown(json, "gate", gate == null ? null : gate.code());
    json.put("why", decision.why());
    return Fields.bytes(json);
  }

  @Override
  public Decision read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new Decision(
        fields.text("id"),
        fields.text("rule"),
        fields.text("version"),
        fields.code("signal", Signal.class),
        fields.text("customer"),
        fields.textIfKnown("stage"),
        fields.textIfKnown("correlation"),
        fields.millis("time"),
        fields.has("gate") ? fields.code("gate", Gate.class) : null,
        fields.text("why"));
  }
}

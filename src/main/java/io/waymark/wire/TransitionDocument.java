package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Transition;

/** Transitions as JSON. */
final class TransitionDocument implements Document<Transition> {
  @Override
  public String schema() {
    return "transition";
  }

  @Override
  public byte[] write(Transition transition, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("customer", transition.customer());
    Fields.putIfKnown(json, "from", transition.from());
    json.put("to", transition.to());
    json.put("cause", transition.cause());
    json.put("causeType", transition.causeType());
    json.put("time", Fields.iso(transition.timeMillis()));
    return Fields.bytes(json);
  }

  @Override
  public Transition read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new Transition(
        fields.text("customer"),
        fields.textIfKnown("from"),
        fields.text("to"),
        fields.text("cause"),
        fields.text("causeType"),
        fields.millis("time"));
  }
}

package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Transition;

/** Transitions as JSON. The id is not read, as it follows from the other fields. */
final class TransitionDocument implements Document<Transition> {
  @Override
  public String schema() {
    return "transition";
  }

  @Override
  public byte[] write(Transition transition, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("id", transition.id());
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

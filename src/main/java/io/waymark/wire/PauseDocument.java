package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Pause;

/** Pauses of rules as JSON. */
final class PauseDocument implements Document<Pause> {
  @Override
  public String schema() {
    return "pause";
  }

  @Override
  public byte[] write(Pause pause, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("rule", pause.rule());
    json.put("version", pause.version());
    json.put("reason", pause.words());
    json.put("time", Fields.iso(pause.timeMillis()));
    return Fields.bytes(json);
  }

  @Override
  public Pause read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new Pause(
        fields.text("rule"), fields.text("version"), fields.text("reason"), fields.millis("time"));
  }
}

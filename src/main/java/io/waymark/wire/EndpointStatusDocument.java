package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.EndpointStatus;
import java.util.List;

/** Statuses of destinations as JSON, on the topic of parked triggers. */
public final class EndpointStatusDocument implements Document<EndpointStatus> {
  public static final EndpointStatusDocument INSTANCE = new EndpointStatusDocument();

  private EndpointStatusDocument() {}

  @Override
  public String schema() {
    return "endpoint-status";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(new Omission.End("/reason"));
  }

  @Override
  public byte[] write(EndpointStatus status, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("to", status.to());
    json.put("state", status.state().code());
    json.put("since", Fields.iso(status.sinceMillis()));
    json.put("reason", status.reason());
    return Fields.bytes(json);
  }

  @Override
  public EndpointStatus read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new EndpointStatus(
        fields.text("to"),
        fields.code("state", EndpointStatus.State.class),
        fields.millis("since"),
        fields.text("reason"));
  }
}

package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.DeliveryAttempt;
import io.waymark.model.Trigger.Latency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attempts to deliver as JSON; that of a success has the whole ledger of latency. */
final class DeliveryAttemptDocument implements Document<DeliveryAttempt> {
  @Override
  public String schema() {
    return "delivery";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(new Omission.End("/reason"), new Omission.End("/customer"));
  }

  @Override
  public byte[] write(DeliveryAttempt attempt, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("trigger", attempt.trigger());
    json.put("to", attempt.to());
    Fields.putIfKnown(json, "rule", attempt.rule());
    json.put("customer", attempt.customer());
    json.put("outcome", attempt.outcome().code());
    json.put("attempt", attempt.attempt());
    Integer status = attempt.status();
    if (status != null) {
      json.put("status", status);
    }
    json.put("reason", attempt.reason());
    json.put("millis", attempt.tookMillis());
    json.put("bytes", attempt.bytes());
    json.put("time", Fields.iso(attempt.timeMillis()));
    putTime(json, "next", attempt.nextMillis());
    Latency latency = attempt.latency();
    if (latency != null) {
      putLatency(json.putObject("latency"), latency, attempt);
    }
    return Fields.bytes(json);
  }

  private static void putLatency(ObjectNode json, Latency latency, DeliveryAttempt attempt) {
    json.put("touchpointAt", Fields.iso(latency.dueMillis()));
    putTime(json, "receivedAt", latency.receivedMillis());
    json.put("matchedAt", Fields.iso(latency.matchedMillis()));
    putTime(json, "emittedAt", latency.emittedMillis());
    if (attempt.outcome() == DeliveryAttempt.Outcome.DELIVERED) {
      json.put("deliveredAt", Fields.iso(attempt.timeMillis()));
    }
  }

  private static void putTime(ObjectNode json, String name, @Nullable Long millis) {
    Fields.putIfKnown(json, name, millis == null ? null : Fields.iso(millis));
  }

  @Override
  public DeliveryAttempt read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    return new DeliveryAttempt(
        fields.text("trigger"),
        fields.text("to"),
        fields.textIfKnown("rule"),
        fields.text("customer"),
        fields.code("outcome", DeliveryAttempt.Outcome.class),
        fields.smallInteger("attempt"),
        fields.has("status") ? (Integer) fields.smallInteger("status") : null,
        fields.text("reason"),
        fields.integer("millis"),
        fields.smallInteger("bytes"),
        fields.millis("time"),
        fields.millisIfKnown("next"),
        fields.has("latency") ? latency(fields.fields("latency")) : null);
  }

  private static Latency latency(Fields latency) throws MalformedDocumentException {
    return new Latency(
        latency.millis("touchpointAt"),
        latency.millisIfKnown("receivedAt"),
        latency.millis("matchedAt"),
        latency.millisIfKnown("emittedAt"));
  }
}

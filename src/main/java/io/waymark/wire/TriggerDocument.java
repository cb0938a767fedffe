package io.waymark.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.jackson.JsonFormat;
import io.waymark.model.Signal;
import io.waymark.model.Trigger;
import io.waymark.model.Trigger.Latency;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Triggers as CloudEvents 1.0 in structured mode. */
final class TriggerDocument implements Document<Trigger> {
  /** Names the schema of a trigger's data; {@code schemas/} has it. */
  static final URI SCHEMA =
      URI.create("https://waymark.io/schemas/trigger.schema.json#/properties/data");

  private static final EventFormat CLOUD_EVENTS = new JsonFormat();

  /** The prefix of attributes in the Kafka protocol binding of CloudEvents. */
  private static final String HEADER = "ce_";

  @Override
  public String schema() {
    return "trigger";
  }

  /** Returns the media type of CloudEvents 1.0, Kafka protocol binding, structured mode. */
  @Override
  public String contentType() {
    return "application/cloudevents+json; charset=UTF-8";
  }

  /** Returns the attributes, too, so that a consumer can route a trigger without parsing it. */
  @Override
  public Map<String, String> headers(Trigger trigger) {
    Map<String, String> headers = new LinkedHashMap<>(Document.super.headers(trigger));
    TriggerAttributes.of(trigger).forEach((name, value) -> headers.put(HEADER + name, value));
    return headers;
  }

  @Override
  public String body() {
    return "/data";
  }

  @Override
  public List<Omission> omissions() {
    return List.of(
        new Omission.Entries("/data"),
        new Omission.MiddleItems("/touchpoints"),
        new Omission.End("/correlation"),
        new Omission.End("/why"));
  }

  @Override
  public byte[] write(Trigger trigger, long emittedMillis) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(trigger.id())
            .withSource(URI.create(source(trigger)))
            .withType(type(trigger))
            .withSubject(trigger.customer())
            .withTime(time(trigger.timeMillis()))
            .withExtension("to", trigger.to())
            .withData(
                "application/json", SCHEMA, Fields.bytes(data(trigger.emitted(emittedMillis))));
    Long expires = trigger.expiresMillis();
    if (expires != null) {
      event.withExtension("expirytime", time(expires));
    }
    CloudEvent built = event.build();
    return CLOUD_EVENTS.serialize(built);
  }

  @Override
  public Trigger read(byte[] json) throws MalformedDocumentException {
    Fields event = Fields.of(json);
    Fields data = event.fields("data");
    return new Trigger(
        event.text("id"),
        data.text("rule"),
        data.text("version"),
        data.text("title"),
        data.code("signal", Signal.class),
        data.text("owner"),
        data.text("to"),
        data.smallInteger("priority"),
        data.text("customer"),
        data.truthIfKnown("anonymous"),
        data.textIfKnown("stage"),
        data.textIfKnown("correlation"),
        data.text("why"),
        event.millis("time"),
        event.millisIfKnown("expirytime"),
        EvidenceList.read(data),
        data.values("data"),
        latency(data.fields("latency")));
  }

  static String source(Trigger trigger) {
    return "/waymark/rules/" + trigger.rule();
  }

  static String type(Trigger trigger) {
    return "io.waymark.trigger." + trigger.signal().code();
  }

  private static JsonNode data(Trigger trigger) {
    ObjectNode json = Fields.object();
    json.put("rule", trigger.rule());
    json.put("version", trigger.version());
    json.put("title", trigger.title());
    json.put("signal", trigger.signal().code());
    json.put("owner", trigger.owner());
    json.put("to", trigger.to());
    json.put("priority", trigger.priority());
    json.put("customer", trigger.customer());
    Boolean isAnonymous = trigger.isAnonymous();
    if (isAnonymous != null) {
      json.put("anonymous", isAnonymous);
    }
    Fields.putIfKnown(json, "stage", trigger.stage());
    Fields.putIfKnown(json, "correlation", trigger.correlation());
    json.put("why", trigger.why());
    EvidenceList.put(json, trigger.touchpoints());
    json.set("data", Fields.tree(trigger.data()));
    put(json.putObject("latency"), trigger.latency());
    return json;
  }

  private static void put(ObjectNode json, Latency latency) {
    json.put("touchpointAt", Fields.iso(latency.dueMillis()));
    Long received = latency.receivedMillis();
    Fields.putIfKnown(json, "receivedAt", received == null ? null : Fields.iso(received));
    json.put("matchedAt", Fields.iso(latency.matchedMillis()));
    Long emitted = latency.emittedMillis();
    Fields.putIfKnown(json, "emittedAt", emitted == null ? null : Fields.iso(emitted));
  }

  private static Latency latency(Fields latency) throws MalformedDocumentException {
    return new Latency(
        latency.millis("touchpointAt"),
        latency.millisIfKnown("receivedAt"),
        latency.millis("matchedAt"),
        latency.millisIfKnown("emittedAt"));
  }

  private static OffsetDateTime time(long millis) {
    return OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}

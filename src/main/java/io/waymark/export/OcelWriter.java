package io.waymark.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.waymark.export.LogFormat.ObjectType;
import io.waymark.model.Applied;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes OCEL 2.0 as JSON. Customers are objects of the type {@code customer}, whose stage changes
 * over time. As two customers may have touchpoints with the same id, events are numbered. Values of
 * attributes are texts, as the published schema has them; the types of events say how to read them.
 */
final class OcelWriter implements LogWriter {
  static final String CUSTOMER = "customer";
  private static final String STAGE = "stage";
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final List<ObjectType> objects;

  OcelWriter(List<ObjectType> objects) {
    this.objects = List.copyOf(objects);
  }

  @Override
  public EventLog.Written write(EventLog log, OutputStream out) throws IOException {
    DiskSort related = log.anotherSort();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      writeEventTypes(json, log.types());
      writeObjectTypes(json);
      EventLog.Written written = writeEvents(json, log, related);
      json.writeArrayFieldStart("objects");
      writeCustomers(json, log);
      writeRelated(json, related);
      json.writeEndArray();
      json.writeEndObject();
      return written;
    }
  }

  private static void writeEventTypes(JsonGenerator json, AttributeTypes types) throws IOException {
    json.writeArrayFieldStart("eventTypes");
    for (var event : types.byEvent().entrySet()) {
      writeType(json, event.getKey(), event.getValue());
    }
    json.writeEndArray();
  }

  private void writeObjectTypes(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("objectTypes");
    writeType(json, CUSTOMER, Map.of(STAGE, ValueType.STRING));
    for (String name : objects.stream().map(ObjectType::name).distinct().toList()) {
      writeType(json, name, Map.of());
    }
    json.writeEndArray();
  }

  private static void writeType(JsonGenerator json, String name, Map<String, ValueType> attributes)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeArrayFieldStart("attributes");
    for (Map.Entry<String, ValueType> attribute : attributes.entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", attribute.getKey());
      json.writeStringField("type", attribute.getValue().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private EventLog.Written writeEvents(JsonGenerator json, EventLog log, DiskSort related)
      throws IOException {
    json.writeArrayFieldStart("events");
    try (Events events = log.events()) {
      for (Applied event = events.next(); event != null; event = events.next()) {
        json.writeStartObject();
        json.writeStringField("id", "e" + events.size().events());
        json.writeStringField("type", event.touchpoint().type());
        json.writeStringField("time", EventTime.text(event));
        json.writeArrayFieldStart("attributes");
        for (Attribute attribute : Attribute.of(event)) {
          startAttribute(json, attribute.name(), attribute.text());
          json.writeEndObject();
        }
        json.writeEndArray();
        writeRelationships(json, event, related);
        json.writeEndObject();
      }
      json.writeEndArray();
      return events.size();
    }
  }

  private static void startAttribute(JsonGenerator json, String name, String value)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("value", value);
  }

  private void writeRelationships(JsonGenerator json, Applied event, DiskSort related)
      throws IOException {
    json.writeArrayFieldStart("relationships");
    writeRelationship(json, id(CUSTOMER, event.customer()), CUSTOMER);
    for (ObjectType object : objects) {
      for (String id : ids(event.touchpoint().properties().get(object.property()))) {
        writeRelationship(json, id(object.name(), id), object.property());
        related.add(id(object.name(), id), 0, object.name().getBytes(StandardCharsets.UTF_8));
      }
    }
    json.writeEndArray();
  }

  private static void writeRelationship(JsonGenerator json, String object, String qualifier)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("objectId", object);
    json.writeStringField("qualifier", qualifier);
    json.writeEndObject();
  }

  private static void writeCustomers(JsonGenerator json, EventLog log) throws IOException {
    try (Events events = log.events()) {
      for (Applied event = events.next(); event != null; event = events.next()) {
        if (events.isFirstOfCustomer()) {
          if (events.size().customers() > 1) {
            endObject(json);
          }
          startObject(json, id(CUSTOMER, event.customer()), CUSTOMER);
        }
        if (event.isStageEntered() && event.stage() != null) {
          startAttribute(json, STAGE, event.stage());
          json.writeStringField("time", EventTime.text(event));
          json.writeEndObject();
        }
      }
      if (events.size().customers() > 0) {
        endObject(json);
      }
    }
  }

  private static void writeRelated(JsonGenerator json, DiskSort related) throws IOException {
    String last = "";
    try (Sorted sorted = related.open()) {
      for (Sorted.Entry entry = sorted.next(); entry != null; entry = sorted.next()) {
        String id = entry.key().name();
        if (!id.equals(last)) {
          startObject(json, id, new String(entry.bytes(), StandardCharsets.UTF_8));
          endObject(json);
        }
        last = id;
      }
    }
  }

  /** Opens an object and the list of its attributes. */
  private static void startObject(JsonGenerator json, String id, String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("type", type);
    json.writeArrayFieldStart("attributes");
  }

  private static void endObject(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String id(String type, String id) {
    return type + ":" + id;
  }

  /** Returns the ids that a property holds; none where it is missing. */
  private static List<String> ids(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Attribute::text).distinct().toList();
    }
    return value == null ? List.of() : List.of(Attribute.text(value));
  }
}

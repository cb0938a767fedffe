package io.waymark.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.model.Touchpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes Waymark's own form of a touchpoint, which the mapping {@code waymark} reads. */
public final class TouchpointJson {
  private static final JsonFactory FACTORY = new ObjectMapper().getFactory();

  private TouchpointJson() {}

  public static byte[] write(Touchpoint touchpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", touchpoint.id());
      if (!touchpoint.customer().equals(touchpoint.anonymousId())) {
        json.writeStringField("customer", touchpoint.customer());
      }
      if (touchpoint.anonymousId() != null) {
        json.writeStringField("anonymousId", touchpoint.anonymousId());
      }
      json.writeStringField("type", touchpoint.type());
      if (touchpoint.channel() != null) {
        json.writeStringField("channel", touchpoint.channel());
      }
      json.writeStringField("time", Instant.ofEpochMilli(touchpoint.timeMillis()).toString());
      if (touchpoint.sentiment() != null) {
        json.writeNumberField("sentiment", touchpoint.sentiment());
      }
      if (!touchpoint.properties().isEmpty()) {
        json.writePOJOField("properties", touchpoint.properties());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}

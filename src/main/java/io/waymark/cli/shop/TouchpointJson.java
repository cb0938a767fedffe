package io.waymark.cli.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.model.Touchpoint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a touchpoint in Waymark's own JSON form, {@code schemas/touchpoint.schema.json}.
 *
 * <p>The form tells a customer from an anonymous id; a touchpoint whose customer is its anonymous
 * id is of someone not known yet.
 */
public final class TouchpointJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TouchpointJson() {}

  public static byte[] write(Touchpoint touchpoint) {
    try {
      return MAPPER.writeValueAsBytes(fields(touchpoint));
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(
          "a property has no JSON form: " + touchpoint.id(), impossible);
    }
  }

  private static Map<String, Object> fields(Touchpoint touchpoint) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", touchpoint.id());
    if (!touchpoint.customer().equals(touchpoint.anonymousId())) {
      fields.put("customer", touchpoint.customer());
    }
    if (touchpoint.anonymousId() != null) {
      fields.put("anonymousId", touchpoint.anonymousId());
    }
    fields.put("type", touchpoint.type());
    if (touchpoint.channel() != null) {
      fields.put("channel", touchpoint.channel());
    }
    fields.put("time", Instant.ofEpochMilli(touchpoint.timeMillis()).toString());
    if (touchpoint.sentiment() != null) {
      fields.put("sentiment", touchpoint.sentiment());
    }
    if (!touchpoint.properties().isEmpty()) {
      fields.put("properties", touchpoint.properties());
    }
    return fields;
  }
}

package io.waymark.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.waymark.model.Touchpoint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Touchpoints in Waymark's native form, which the mapping {@code waymark} reads. */
public final class TouchpointDocument implements Document<Touchpoint> {
  public static final TouchpointDocument INSTANCE = new TouchpointDocument();

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private TouchpointDocument() {}

  @Override
  public String schema() {
    return "touchpoint";
  }

  /** Writes a touchpoint, which states no time of writing. */
  public byte[] write(Touchpoint touchpoint) {
    return write(touchpoint, 0);
  }

  @Override
  public byte[] write(Touchpoint touchpoint, long emittedMillis) {
    boolean isNamed = !touchpoint.customer().equals(touchpoint.anonymousId());
    return bytes(json -> writeFields(json, touchpoint, isNamed));
  }

  /** Writes the fields of one object. */
  interface FieldWriter {
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns an object as UTF-8. */
  static byte[] bytes(FieldWriter fields) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes a touchpoint's fields.
   *
   * @param namesCustomer whether the customer is written; it follows from the anonymous id where
   *     only that is known
   */
  static void writeFields(JsonGenerator json, Touchpoint touchpoint, boolean namesCustomer)
      throws IOException {
    json.writeStringField("id", touchpoint.id());
    if (namesCustomer) {
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
      json.writeFieldName("sentiment");
      JsonValues.write(json, touchpoint.sentiment());
      if (touchpoint.sentimentInferred()) {
        json.writeBooleanField("sentimentInferred", true);
      }
    }
    if (!touchpoint.properties().isEmpty()) {
      json.writeFieldName("properties");
      JsonValues.write(json, touchpoint.properties());
    }
  }

  @Override
  public Touchpoint read(byte[] json) throws MalformedDocumentException {
    return touchpoint(Fields.of(json));
  }

  static Touchpoint touchpoint(Fields fields) throws MalformedDocumentException {
    String anonymousId = fields.textIfKnown("anonymousId");
    String customer = fields.textIfKnown("customer");
    if (customer == null && anonymousId == null) {
      throw new MalformedDocumentException("customer and anonymousId are both missing");
    }
    return new Touchpoint(
        fields.text("id"),
        customer == null ? String.valueOf(anonymousId) : customer,
        anonymousId,
        fields.text("type"),
        fields.textIfKnown("channel"),
        fields.millis("time"),
        fields.numberIfKnown("sentiment"),
        fields.has("sentimentInferred") && fields.truth("sentimentInferred"),
        fields.has("properties") ? fields.values("properties") : Map.of());
  }
}

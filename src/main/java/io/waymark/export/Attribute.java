package io.waymark.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.waymark.model.Applied;
import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import io.waymark.wire.JsonValues;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact about an event, beside its customer, type and time. A property is called as rules call it:
 * {@code properties.orderId}.
 *
 * @param text the value; of an object or a list its JSON
 */
record Attribute(String name, ValueType type, String text) {
  static final String CHANNEL = "channel";
  static final String ID = "id";
  static final String STAGE_ENTERED = "stageEntered";
  private static final String PROPERTIES = "properties.";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /** The attributes that come before the properties, in this order. */
  static final List<String> FIRST =
      List.of(ID, CHANNEL, "sentiment", "stage", "segment", STAGE_ENTERED);

  /** Returns the attributes of an event that are known, first those of {@link #FIRST}. */
  static List<Attribute> of(Applied applied) {
    Touchpoint touchpoint = applied.touchpoint();
    List<Attribute> attributes = new ArrayList<>();
    add(attributes, ID, touchpoint.id());
    add(attributes, CHANNEL, touchpoint.channel());
    Double sentiment = touchpoint.sentiment();
    if (sentiment != null) {
      attributes.add(new Attribute("sentiment", ValueType.FLOAT, Decimals.text(sentiment)));
    }
    add(attributes, "stage", applied.stage());
    add(attributes, "segment", applied.segment());
    add(attributes, STAGE_ENTERED, applied.isStageEntered());
    for (Map.Entry<String, Object> property : touchpoint.properties().entrySet()) {
      add(attributes, PROPERTIES + property.getKey(), property.getValue());
    }
    return attributes;
  }

  /** Returns the text of a value; of an object or a list its JSON. */
  static String text(Object value) {
    return value instanceof Map || value instanceof List ? json(value) : Decimals.text(value);
  }

  private static void add(List<Attribute> attributes, String name, @Nullable Object value) {
    if (value != null) {
      attributes.add(new Attribute(name, ValueType.of(value), text(value)));
    }
  }

  private static String json(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      JsonValues.write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return text.toString();
  }
}

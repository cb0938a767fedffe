package io.waymark.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waymark.model.DecimalReader;
import io.waymark.model.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of properties and payloads as JSON. Numbers are exact and have one
 * form: all their digits, no exponent, and no fraction where they are integers. NaN and infinity,
 * which older state may hold, are written as null.
 */
public final class JsonValues {
  private JsonValues() {}

  public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number) {
      Number number = Decimals.number(value);
      if (number == null) {
        json.writeNull();
      } else {
        writeNumber(json, Decimals.normal(number));
      }
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }

  private static void writeNumber(JsonGenerator json, Number normal) throws IOException {
    if (normal instanceof Long integer) {
      json.writeNumber(integer);
    } else {
      BigDecimal decimal = Decimals.decimal(normal);
      // A scale below zero would be written as an exponent.
      json.writeNumber(decimal.scale() < 0 ? decimal.setScale(0) : decimal);
    }
  }

  /** Reads the value at which the parser is; null for a JSON null. Nulls inside are left out. */
  public static @Nullable Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> list(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = read(json);
      if (value != null) {
        object.put(name, value);
      }
    }
    return object;
  }

  private static List<Object> list(JsonParser json) throws IOException {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object value = read(json);
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }

  private static Number number(JsonParser json) throws IOException {
    try {
      return DecimalReader.read(json.getText());
    } catch (NumberFormatException e) {
      throw new JsonParseException(json, e.getMessage(), e);
    }
  }
}

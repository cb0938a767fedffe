package io.waymark.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.DecimalReader;
import io.waymark.model.Decimals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object. Duplicate keys and content after the object are refused; a null counts as
 * absent.
 */
record JsonFormat() implements RecordFormat {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(InputLimits.MOST_DEPTH)
                  .maxNumberLength(InputLimits.MOST_BYTES)
                  .build())
          .build();

  private static final String MARK = "\uFEFF";

  @Override
  public Map<String, Object> read(byte[] bytes) throws RefusedException {
    // The parser itself would guess UTF-16 and UTF-32, but only UTF-8 is taken.
    try (JsonParser parser = FACTORY.createParser(text(bytes))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedException(
            Reason.NOT_JSON, "expected one JSON object, but it starts with " + start(parser));
      }
      Map<String, Object> record = new Objects().object(parser);
      if (parser.nextToken() != null) {
        throw new RefusedException(
            Reason.NOT_JSON, "there is more after the JSON object; expected one object per record");
      }
      return record;
    } catch (StreamConstraintsException e) {
      throw new RefusedException(
          Reason.TOO_DEEP, "more than " + InputLimits.MOST_DEPTH + " levels of objects and lists");
    } catch (CharacterCodingException e) {
      String mark = WideText.hasMark(bytes) ? "; it begins with the byte order mark of UTF-16" : "";
      throw new RefusedException(Reason.NOT_JSON, "not UTF-8" + mark);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      throw new RefusedException(Reason.NOT_JSON, e.getOriginalMessage() + " at column " + column);
    } catch (IOException e) {
      throw new RefusedException(Reason.NOT_JSON, String.valueOf(e.getMessage()));
    }
  }

  /** Returns a text without its byte order mark. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }

  private static String start(JsonParser parser) {
    return parser.currentToken() == null ? "nothing" : parser.currentToken().toString();
  }

  /** Counts the keys of one event. */
  private static final class Objects {
    private int keys;

    Map<String, Object> object(JsonParser parser) throws IOException, RefusedException {
      JsonObject object = new JsonObject();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        if (++keys > InputLimits.MOST_KEYS) {
          throw new RefusedException(
              Reason.TOO_DEEP, "more than " + InputLimits.MOST_KEYS + " keys");
        }
        String key = parser.currentName();
        // A key with half a character would become the same as another one in UTF-8.
        if (TouchpointFields.hasHalfCharacter(key)) {
          throw new RefusedException(
              Reason.NOT_JSON, "a key holds half a character (a lone surrogate)");
        }
        parser.nextToken();
        Object value = value(parser);
        if (value == null) {
          object.addNull(key);
        } else {
          object.put(key, value);
        }
      }
      return object;
    }

    private List<Object> list(JsonParser parser) throws IOException, RefusedException {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        Object value = value(parser);
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    }

    private @Nullable Object value(JsonParser parser) throws IOException, RefusedException {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> list(parser);
        case VALUE_STRING -> parser.getText();
        case VALUE_NUMBER_INT -> integer(parser);
        case VALUE_NUMBER_FLOAT -> number(parser);
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> null;
      };
    }

    private static Number integer(JsonParser parser) throws IOException, RefusedException {
      return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? number(parser)
          : (Number) parser.getLongValue();
    }

    private static Number number(JsonParser parser) throws IOException, RefusedException {
      String text = parser.getText();
      try {
        return DecimalReader.read(text);
      } catch (NumberFormatException e) {
        throw new RefusedException(
            Reason.NUMBER_OUT_OF_BOUNDS,
            "the number "
                + TouchpointFields.shortened(text)
                + " cannot be kept exactly; at most "
                + Decimals.MOST_DIGITS
                + " digits and exponents from -"
                + Decimals.MOST_EXPONENT
                + " to "
                + Decimals.MOST_EXPONENT
                + " are taken; send it as a text");
      }
    }
  }
}

package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.Question;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Questions as JSON; the customer is the key of the record. */
public final class QuestionDocument {
  /** The most bytes of a question, with all its texts escaped. */
  public static final int MOST_BYTES = 16 << 10;

  private QuestionDocument() {}

  /**
   * Writes a question.
   *
   * @param rule null for the customer alone
   */
  public static byte[] write(String id, @Nullable String rule) {
    ObjectNode json = Fields.object().put("id", id);
    Fields.putIfKnown(json, "rule", rule);
    return Fields.bytes(json);
  }

  /**
   * Reads a question.
   *
   * @param key of the record; the customer
   * @throws MalformedDocumentException with what is wrong
   */
  public static Question read(
      byte @Nullable [] key, byte @Nullable [] value, long askedMillis, long offset)
      throws MalformedDocumentException {
    if (key == null || key.length == 0 || key.length > MOST_BYTES) {
      throw new MalformedDocumentException("its key is no customer");
    }
    if (value == null || value.length > MOST_BYTES) {
      throw new MalformedDocumentException(
          value == null ? "it has no value" : "it has more than " + MOST_BYTES + " bytes");
    }
    Fields fields = Fields.of(value);
    try {
      return new Question(
          fields.text("id"),
          new String(key, StandardCharsets.UTF_8),
          fields.textIfKnown("rule"),
          askedMillis,
          offset);
    } catch (IllegalArgumentException e) {
      throw new MalformedDocumentException(String.valueOf(e.getMessage()), e);
    }
  }
}

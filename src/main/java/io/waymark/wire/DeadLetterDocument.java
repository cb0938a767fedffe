package io.waymark.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.model.DeadLetter;
import io.waymark.model.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters as JSON: the original as text where it is one, else in Base64. */
final class DeadLetterDocument implements Document<DeadLetter> {
  /**
   * The most bytes of an original as text: about as many as {@link DeadLetter#MOST_BYTES} take in
   * Base64. One that would be longer, because of its quotes, is written in Base64.
   */
  private static final int MOST_TEXT_BYTES = 860_000;

  @Override
  public String schema() {
    return "dead-letter";
  }

  @Override
  public boolean isPartial(DeadLetter letter) {
    return letter.isCut();
  }

  @Override
  public List<Omission> omissions() {
    return List.of(new Omission.End("/message"));
  }

  @Override
  public byte[] write(DeadLetter letter, long emittedMillis) {
    ObjectNode json = Fields.object();
    json.put("reason", letter.reason().code());
    json.put("message", letter.message());
    putPosition(json, letter.position());
    json.put("receivedAt", Fields.iso(letter.receivedMillis()));
    String text = text(letter.original());
    if (text != null) {
      json.put("original", text);
    } else {
      json.put("originalBase64", Base64.getEncoder().encodeToString(letter.original()));
    }
    if (letter.isCut()) {
      json.put("truncated", true);
      json.put("originalSize", letter.originalSize());
    }
    return Fields.bytes(json);
  }

  @Override
  public DeadLetter read(byte[] json) throws MalformedDocumentException {
    Fields fields = Fields.of(json);
    byte[] original = original(fields);
    return new DeadLetter(
        position(fields),
        fields.code("reason", DeadLetter.Reason.class),
        fields.text("message"),
        original,
        fields.has("originalSize") ? fields.integer("originalSize") : original.length,
        fields.millis("receivedAt"));
  }

  private static byte[] original(Fields fields) throws MalformedDocumentException {
    if (fields.has("original")) {
      return fields.text("original").getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(fields.text("originalBase64"));
    } catch (IllegalArgumentException e) {
      throw new MalformedDocumentException("originalBase64 is no Base64", e);
    }
  }

  private static void putPosition(ObjectNode json, Position position) {
    json.put("source", position.source());
    if (position.isFile()) {
      json.put("line", position.offset());
    } else {
      json.put("partition", position.partition());
      json.put("offset", position.offset());
    }
  }

  private static Position position(Fields fields) throws MalformedDocumentException {
    String source = fields.text("source");
    return fields.has("line")
        ? Position.line(source, fields.integer("line"))
        : new Position(source, fields.smallInteger("partition"), fields.integer("offset"));
  }

  /**
   * Returns the text of bytes; null if they are not UTF-8, if they have control characters, which
   * JSON makes six times as long, or if the text would be too long for JSON.
   */
  private static @Nullable String text(byte[] bytes) {
    int size = bytes.length;
    for (byte each : bytes) {
      if (each >= 0 && each < ' ') {
        if (each != '\n' && each != '\r' && each != '\t') {
          return null;
        }
        size++;
      } else if (each == '"' || each == '\\') {
        size++;
      }
    }
    if (size > MOST_TEXT_BYTES) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

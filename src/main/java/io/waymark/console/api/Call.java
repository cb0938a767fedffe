package io.waymark.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.waymark.console.access.Session;
import io.waymark.console.store.PageRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that was admitted, with its parameters read, and its answer. */
final class Call {
  /** Enough for a rule of the longest text, written in JSON. */
  static final int MOST_BODY = 512 << 10;

  private static final int LIMIT = 50;

  /** Longer than any id, type or cursor. */
  private static final int MOST_PARAMETER = 2_000;

  private final Context context;
  private final @Nullable Session session;
  private @Nullable JsonNode body;

  /**
   * @param session null on a route that anyone may ask for
   */
  Call(Context context, @Nullable Session session) {
    this.context = context;
    this.session = session;
  }

  Context context() {
    return context;
  }

  /** Returns the session; there is one on each route that needs a role. */
  Session session() {
    return Objects.requireNonNull(session, "a route that needs a role");
  }

  /** Returns the session; null where nobody has logged in. */
  @Nullable Session sessionIfKnown() {
    return session;
  }

  String author() {
    return session().user().name();
  }

  String path(String name) {
    return context.pathParam(name);
  }

  @Nullable String query(String name) throws AnswerException {
    String value = context.queryParam(name);
    if (value == null || value.isEmpty()) {
      return null;
    }
    if (value.length() > MOST_PARAMETER) {
      throw AnswerException.malformed(
          name, "it is longer than " + MOST_PARAMETER + " characters", "shorten it");
    }
    return value;
  }

  String query(String name, String byDefault) throws AnswerException {
    String value = query(name);
    return value == null ? byDefault : value;
  }

  String required(String name) throws AnswerException {
    String value = query(name);
    if (value == null) {
      throw AnswerException.malformed(name, "it is missing", "add ?" + name + "=...");
    }
    return value;
  }

  long integer(String name, long byDefault, long least, long most) throws AnswerException {
    String value = query(name);
    try {
      long number = value == null ? byDefault : Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same message.
    }
    throw AnswerException.malformed(
        name,
        "'" + value + "' is no integer from " + least + " to " + most,
        "give one, or leave it out for " + byDefault);
  }

  /** Returns the moment of the parameter {@code since}, a time by ISO 8601. */
  long since(long nowMillis, Duration byDefault) throws AnswerException {
    String since = query("since");
    if (since == null) {
      return nowMillis - byDefault.toMillis();
    }
    try {
      return Instant.parse(since).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw AnswerException.malformed(
          "since", "'" + since + "' is no time of ISO 8601", "write 2026-03-01T12:00:00Z");
    }
  }

  PageRequest page() throws AnswerException {
    return new PageRequest(query("after"), (int) integer("limit", LIMIT, 1, PageRequest.MOST));
  }

  /** Returns the page that the body asks for, of the usual length. */
  PageRequest pageOfBody() throws AnswerException {
    return new PageRequest(textIfKnown("after"), LIMIT);
  }

  /** Returns the text of a field of the body. */
  String text(String field) throws AnswerException {
    String text = textIfKnown(field);
    if (text == null) {
      throw AnswerException.malformed(field, "the body has no text '" + field + "'", "add it");
    }
    return text;
  }

  @Nullable String textIfKnown(String field) throws AnswerException {
    JsonNode value = body().get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw AnswerException.malformed(field, "'" + field + "' is no text", "write it in quotes");
    }
    return value.textValue();
  }

  int number(String field, int least, int most) throws AnswerException {
    JsonNode value = body().path(field);
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      throw AnswerException.malformed(
          field, "'" + field + "' is no integer from " + least + " to " + most, "mend it");
    }
    return value.intValue();
  }

  /** Returns whether a field of the body is true; one that is not there is not. */
  boolean flag(String field) throws AnswerException {
    JsonNode value = body().path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw AnswerException.malformed(
          field, "'" + field + "' is neither true nor false", "mend it");
    }
    return value.asBoolean();
  }

  private JsonNode body() throws AnswerException {
    JsonNode read = body;
    if (read == null) {
      byte[] bytes = context.bodyAsBytes();
      if (bytes.length > MOST_BODY) {
        throw tooLarge();
      }
      read = Json.parse(bytes);
      body = read;
    }
    return read;
  }

  static AnswerException tooLarge() {
    return new AnswerException(
        413,
        "The request is too large",
        "a body may have " + MOST_BODY + " bytes",
        "body",
        "shorten it; a rule has at most 65,536 characters");
  }

  void answer(JsonNode json) {
    answer(Json.bytes(json));
  }

  /** Answers what others are answered, too; nothing where the browser has it. */
  void answer(SharedAnswers.Answer shared) {
    context.header("ETag", shared.tag());
    context.header("Cache-Control", "private, no-cache");
    context.header("Vary", "Accept-Encoding");
    if (shared.tag().equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    String encodings = context.header("Accept-Encoding");
    if (encodings != null && encodings.contains("gzip")) {
      context.header("Content-Encoding", "gzip");
      answer(shared.gzip());
    } else {
      answer(shared.json());
    }
  }

  void answer(byte[] json) {
    context.contentType("application/json").result(json);
  }
}

package io.waymark.intake;

import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns raw values into the fields of a touchpoint, and reports which one is wrong and why. */
final class TouchpointFields {
  private static final int SHOWN_CHARACTERS = 60;

  /** The least number of milliseconds, of 3 March 1973; as seconds it would be the year 5138. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  /** The least number, below {@link #LEAST_MILLIS}, that is one of seconds, of 3 March 1973. */
  private static final long LEAST_SECONDS = 100_000_000L;

  /** The least number of micro- or nanoseconds; as milliseconds it would be the year 5138. */
  private static final long LEAST_MICROS = 100_000_000_000_000L;

  private TouchpointFields() {}

  static Touchpoint touchpoint(
      @Nullable String id,
      @Nullable String customer,
      @Nullable String anonymous,
      @Nullable String type,
      @Nullable String channel,
      @Nullable Long timeMillis,
      @Nullable Double sentiment,
      boolean sentimentInferred,
      Map<String, Object> properties)
      throws RefusedException {
    String key = customer != null ? customer : anonymous;
    if (id == null) {
      throw new RefusedException(Reason.NO_ID, "there is no id");
    }
    if (key == null) {
      throw new RefusedException(
          Reason.NO_CUSTOMER, "there is neither a customer nor an anonymous id");
    }
    if (type == null) {
      throw new RefusedException(Reason.NO_TYPE, "there is no type");
    }
    if (timeMillis == null) {
      throw new RefusedException(Reason.NO_TIME, "there is no time");
    }
    if (timeMillis < 0) {
      throw new RefusedException(Reason.MAPPING, "the time lies before 1970");
    }
    return new Touchpoint(
        id, key, anonymous, type, channel, timeMillis, sentiment, sentimentInferred, properties);
  }

  /** Returns a text, or an integer as text; null when absent or empty. */
  static @Nullable String text(String field, @Nullable Object value) throws RefusedException {
    if (value == null || value.equals("")) {
      return null;
    }
    String text = null;
    if (value instanceof String already) {
      text = already;
    } else if (value instanceof Number number && Decimals.isInteger(number)) {
      text = Decimals.text(number);
    }
    if (text == null) {
      throw new RefusedException(
          Reason.MAPPING, field + " is " + shown(value) + "; expected a text or an integer");
    }
    if (hasHalfCharacter(text)) {
      throw new RefusedException(
          Reason.MAPPING, field + " holds half a character (a lone surrogate)");
    }
    if (text.length() > InputLimits.MOST_CHARACTERS) {
      throw new RefusedException(
          Reason.MAPPING,
          field
              + " has "
              + text.length()
              + " characters; at most "
              + InputLimits.MOST_CHARACTERS
              + " are taken");
    }
    return text;
  }

  /**
   * Returns an id as {@link #text} does, without control characters, which ids of CloudEvents must
   * not have and which nobody sees.
   */
  static @Nullable String id(String field, @Nullable Object value) throws RefusedException {
    String id = text(field, value);
    for (int i = 0; id != null && i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        throw new RefusedException(
            Reason.MAPPING,
            "%s holds a control character, U+%04X at character %d; remove it at the source"
                .formatted(field, (int) id.charAt(i), i + 1));
      }
    }
    return id;
  }

  /**
   * Returns whether a surrogate lacks its other half, so that the text cannot be written as UTF-8.
   */
  static boolean hasHalfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }

  /** Reads ISO 8601 with an offset, or milliseconds since 1970. */
  static @Nullable Long time(@Nullable Object value) throws RefusedException {
    if (value == null || value.equals("")) {
      return null;
    }
    if (value instanceof String text) {
      try {
        return IsoTime.millis(text);
      } catch (IsoTime.NoTimeException e) {
        throw noTime(value, e.getMessage() + otherForms(text));
      }
    }
    if (value instanceof Number number && Decimals.normal(number) instanceof Long millis) {
      return checkedMillis(millis);
    }
    throw noTime(
        value,
        "expected ISO 8601 with an offset, such as 2026-03-01T09:00:00Z, or milliseconds since"
            + " 1970");
  }

  private static long checkedMillis(long millis) throws RefusedException {
    if (millis < 0) {
      throw new RefusedException(Reason.MAPPING, "the time lies before 1970");
    }
    if (millis >= LEAST_SECONDS && millis < LEAST_MILLIS) {
      throw noTime(
          millis,
          "that looks like seconds since 1970 ("
              + Instant.ofEpochSecond(millis)
              + "), but a number counts milliseconds; a mapping reads seconds by timestamp(...)");
    }
    if (millis >= LEAST_MICROS) {
      throw noTime(
          millis,
          "that looks like microseconds or nanoseconds since 1970, but a number counts"
              + " milliseconds; divide it in a mapping by 1000 or 1000000, within int(...)");
    }
    return millis;
  }

  /** Returns the cure for a text in another form. */
  private static String otherForms(String text) {
    boolean isNumber = text.chars().allMatch(each -> each >= '0' && each <= '9');
    return isNumber && text.length() >= 10
        ? "; milliseconds in a text are read by int(...) in a mapping, seconds by"
            + " timestamp(int(...))"
        : "; a mapping reads any other form by a 'pattern' and a 'zone'";
  }

  private static RefusedException noTime(Object value, String why) {
    return new RefusedException(Reason.MAPPING, "time is " + shown(value) + ": " + why);
  }

  /**
   * Returns the milliseconds of an instant. An instant beyond their range becomes the last one, so
   * that it is refused as future.
   */
  static long millis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException e) {
      return instant.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  static @Nullable Double sentiment(@Nullable Object value) throws RefusedException {
    if (value == null || value.equals("")) {
      return null;
    }
    if (value instanceof Number number && Math.abs(number.doubleValue()) <= 1) {
      return number.doubleValue();
    }
    throw new RefusedException(
        Reason.MAPPING, "sentiment is " + shown(value) + "; expected a number from -1 to 1");
  }

  /** Returns a boolean; false when absent. */
  static boolean truth(String field, @Nullable Object value) throws RefusedException {
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw new RefusedException(
        Reason.MAPPING, field + " is " + shown(value) + "; expected true or false");
  }

  @SuppressWarnings("unchecked") // Records hold maps with texts as keys only.
  static Map<String, Object> properties(@Nullable Object value) throws RefusedException {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new RefusedException(
        Reason.MAPPING, "properties is " + shown(value) + "; expected an object");
  }

  /** Returns a value for a message: shortened, and recognizable by type. */
  static String shown(Object value) {
    if (value instanceof Map || value instanceof Iterable) {
      return value instanceof Map ? "an object" : "a list";
    }
    return value instanceof String text
        ? "'" + shortened(text) + "'"
        : shortened(Decimals.text(value));
  }

  static String shortened(String text) {
    return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
  }
}

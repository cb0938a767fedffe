package io.waymark.settings;

/**
 * One setting: its key in {@code waymark.yaml} and after {@code --set}, its default, and how its
 * text is read.
 *
 * @param unit what its value is written as
 */
public record Setting<T>(
    String key, String unit, String byDefault, String description, Parser<T> parser) {

  T parse(String text) throws MalformedException {
    return parser.parse(text);
  }

  /** The value where none is set. */
  T parseDefault() {
    try {
      return parse(byDefault);
    } catch (MalformedException e) {
      throw new IllegalStateException("the default of " + key + " is malformed", e);
    }
  }
}

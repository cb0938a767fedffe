package io.waymark.settings;

/**
 * A setting: its key in {@code waymark.yaml} and after {@code --set}, its default, and how its text
 * is read.
 *
 * @param unit the form in which its value is written
 */
public record Setting<T>(
    String key, String unit, String byDefault, String description, Parser<T> parser) {

  T parse(String text) throws MalformedException {
    return parser.parse(text);
  }

  /** Returns the value of the default. */
  T parseDefault() {
    try {
      return parse(byDefault);
    } catch (MalformedException e) {
      throw new IllegalStateException("the default of " + key + " is malformed", e);
    }
  }
}

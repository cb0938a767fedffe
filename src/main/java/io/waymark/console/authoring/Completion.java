package io.waymark.console.authoring;

/**
 * A word that may stand where the cursor is.
 *
 * @param label as it is shown, and as it is written unless {@code insert} differs
 * @param kind key, value, type, stage, name or property
 * @param detail what it means; may be empty
 */
public record Completion(String label, String kind, String insert, String detail) {
  static Completion of(String label, String kind, String detail) {
    return new Completion(label, kind, label, detail);
  }
}

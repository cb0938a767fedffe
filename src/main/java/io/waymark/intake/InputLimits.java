package io.waymark.intake;

/** The limits of an input. */
final class InputLimits {
  /** The size of an event as it arrives. */
  static final int MOST_BYTES = 32 * 1024;

  /** The depth of nested objects and lists. */
  static final int MOST_DEPTH = 16;

  /** The number of keys in all objects of an event together. */
  static final int MOST_KEYS = 512;

  /** The length of an id, a customer, a type or a channel. */
  static final int MOST_CHARACTERS = 256;

  private InputLimits() {}
}

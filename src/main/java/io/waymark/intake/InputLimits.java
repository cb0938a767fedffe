package io.waymark.intake;

/** What one input may be. */
final class InputLimits {
  /** Of an event as it comes. */
  static final int MOST_BYTES = 32 * 1024;

  /** Of objects and lists within each other. */
  static final int MOST_DEPTH = 16;

  /** Of all objects of an event together. */
  static final int MOST_KEYS = 512;

  /** Of an id, a customer, a type or a channel. */
  static final int MOST_CHARACTERS = 256;

  private InputLimits() {}
}

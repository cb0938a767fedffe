package io.waymark.wire;

/**
 * A part that is left out, or cut, of a document that would be too large. The pointer leads to it
 * from the object that says so.
 */
sealed interface Omission {
  /** Returns the JSON pointer to the part. */
  String pointer();

  /** The entries of an object are left out, the largest first. */
  record Entries(String pointer) implements Omission {}

  /** The items of a list are left out, the last ones first; the first item stays. */
  record LastItems(String pointer) implements Omission {}

  /** The items of a list are left out from the second on; the first and the last item stay. */
  record MiddleItems(String pointer) implements Omission {}

  /** The end of a text is cut off. */
  record End(String pointer) implements Omission {}
}

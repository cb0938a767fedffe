package io.waymark.model;

import java.nio.charset.StandardCharsets;

/**
 * Texts that come again and again, such as types and names of properties, each as the same object:
 * it is made once, its hash is known, and it is equal to itself at a glance.
 *
 * <p>A table of fixed size without locks: threads may overwrite each other's entries, and then only
 * make a text once more (String may be published by a race, Java Language Specification 17.5).
 */
final class Words {
  private static final int LONGEST = 64;

  private final String[] table;

  /**
   * @param size a power of two
   */
  Words(int size) {
    table = new String[size];
  }

  /** The text whose UTF-8 these are. */
  String of(byte[] utf8) {
    if (utf8.length > LONGEST) {
      return new String(utf8, StandardCharsets.UTF_8);
    }
    int hash = 0;
    for (byte each : utf8) {
      hash = 31 * hash + each;
    }
    int place = (hash ^ (hash >>> 16)) & (table.length - 1);
    String known = table[place];
    if (known != null && isOf(known, utf8)) {
      return known;
    }
    String word = new String(utf8, StandardCharsets.UTF_8);
    table[place] = word;
    return word;
  }

  /** Only texts in ASCII are recognized. */
  private static boolean isOf(String known, byte[] utf8) {
    if (known.length() != utf8.length) {
      return false;
    }
    for (int i = 0; i < utf8.length; i++) {
      if (known.charAt(i) != utf8[i]) {
        return false;
      }
    }
    return true;
  }
}

package io.waymark.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that come again and again, such as types and names of properties, each as the same object:
 * it is made once, its hash is known, and it is equal to itself at a glance. It is the JVM's own
 * one, so that it is also that of rules which {@link String#intern} theirs.
 *
 * <p>A table of fixed size without locks: threads may overwrite each other's entries, and then only
 * make a text once more (final fields may be published by a race, Java Language Specification
 * 17.5).
 */
final class TextInterner {
  private static final int LONGEST = 64;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private record Word(byte[] utf8, String text) {
    boolean isAt(byte[] bytes, int from, int length) {
      return Arrays.equals(utf8, 0, utf8.length, bytes, from, from + length);
    }
  }

  private final Word[] table;
  private final int shift;

  /**
   * @param size a power of two, 2 at least
   */
  TextInterner(int size) {
    table = new Word[size];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
  }

  /** The text whose UTF-8 stands there. */
  String of(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int place = place(bytes, from, length);
    Word known = table[place];
    if (known != null && known.isAt(bytes, from, length)) {
      return known.text();
    }
    byte[] utf8 = Arrays.copyOfRange(bytes, from, from + length);
    Word word = new Word(utf8, new String(utf8, StandardCharsets.UTF_8).intern());
    table[place] = word;
    return word.text();
  }

  /**
   * Eight bytes at a time, the last ones twice where they are no eight. The upper bits of a product
   * depend on all bits of its factors, the lower ones on the lower ones only.
   */
  int place(byte[] bytes, int from, int length) {
    long hash = length;
    if (length < Long.BYTES) {
      for (int i = from; i < from + length; i++) {
        hash = (hash << Byte.SIZE) | (bytes[i] & 0xFF);
      }
    } else {
      int last = from + length - Long.BYTES;
      for (int i = from; i < last; i += Long.BYTES) {
        hash = (hash ^ (long) ByteOutput.LONG.get(bytes, i)) * MIX;
        hash ^= hash >>> Integer.SIZE;
      }
      hash ^= (long) ByteOutput.LONG.get(bytes, last);
    }
    return (int) ((hash * MIX) >>> shift);
  }
}

package io.waymark.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes texts of which there are few, such as types and property names, and returns the same
 * object for the same text: it is decoded once, keeps its hash, and equals itself by reference. The
 * object is the one of {@link String#intern}, so rules that intern their texts share it.
 *
 * <p>A table of fixed size without locks. Threads may overwrite each other's entries, which costs
 * another decoding and nothing else (final fields are safe to publish by a race, Java Language
 * Specification 17.5).
 */
final class TextInterner {
  private static final int LONGEST = 64;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private record Entry(byte[] utf8, String text) {
    boolean isAt(byte[] bytes, int from, int length) {
      return Arrays.equals(utf8, 0, utf8.length, bytes, from, from + length);
    }
  }

  private final Entry[] table;
  private final int shift;

  /**
   * Creates an empty interner.
   *
   * @param size how many texts it can hold, a power of two of at least 2
   */
  TextInterner(int size) {
    table = new Entry[size];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
  }

  /** Decodes a slice of UTF-8 bytes. */
  String intern(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, length);
    Entry known = table[slot];
    if (known != null && known.isAt(bytes, from, length)) {
      return known.text();
    }
    byte[] utf8 = Arrays.copyOfRange(bytes, from, from + length);
    Entry entry = new Entry(utf8, new String(utf8, StandardCharsets.UTF_8).intern());
    table[slot] = entry;
    return entry.text();
  }

  /**
   * Hashes eight bytes at a time; the last eight may overlap those before. The slot is taken from
   * the upper bits, as only these depend on all bits of a product's factors.
   */
  int slot(byte[] bytes, int from, int length) {
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

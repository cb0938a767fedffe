package io.waymark.customer;

import io.waymark.binary.Prefetch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The ids of the last {@link #MOST} touchpoints of a customer, by which duplicates are known. Of
 * each id 48 bits of hash are kept (FNV-1a, folded): the chance that a new id is taken for one of
 * them is 16 in 2^48.
 */
final class RecentIds {
  static final int MOST = 16;

  private static final long KEPT_BITS = (1L << 48) - 1;

  private final long[] hashes = new long[MOST];
  private int count;
  private int next;

  boolean contains(String id) {
    return contains(hash(id));
  }

  /** Adds an id, unless it is known, and returns whether it was new. */
  boolean addNew(String id) {
    long hash = hash(id);
    if (contains(hash)) {
      return false;
    }
    add(hash);
    return true;
  }

  private boolean contains(long hash) {
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /** Prefetches the hashes, which lie in two or three lines of the cache. */
  void prefetch(Prefetch prefetch) {
    prefetch.touch(hashes[0] + hashes[MOST - 1]);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(count);
    for (int i = 0; i < count; i++) {
      long hash = hashes[(next - count + i + MOST) % MOST];
      out.writeShort((int) (hash >>> 32));
      out.writeInt((int) hash);
    }
  }

  static RecentIds read(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    for (int left = in.readByte(); left > 0; left--) {
      ids.add(((long) in.readUnsignedShort() << 32) | Integer.toUnsignedLong(in.readInt()));
    }
    return ids;
  }

  /** Reads the ids of format 1 of {@link CustomerCodec}: up to 32, with 64 bits each. */
  static RecentIds readEarlier(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    for (int left = in.readByte(); left > 0; left--) {
      ids.add(fold(in.readLong()));
    }
    return ids;
  }

  private void add(long hash) {
    hashes[next] = hash;
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
  }

  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return fold(hash);
  }

  private static long fold(long hash) {
    return (hash ^ (hash >>> 48)) & KEPT_BITS;
  }
}

package io.waymark.customer;

import io.waymark.model.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The ids of the last {@link #MOST} touchpoints of a customer's visit, by which duplicates are
 * known. A visit is over after one to two hours without a touchpoint: what is sent again later than
 * that comes too late to be applied a second time anyway, unless it has got a new time.
 *
 * <p>Of each id 48 bits of hash are kept (FNV-1a, folded): the chance that a new id is taken for
 * one of them is 32 in 2^48.
 */
final class RecentIds {
  static final int MOST = 32;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final int FEW = 8;
  private static final long KEPT_BITS = (1L << 48) - 1;

  /** A ring once it is full; before that it grows. */
  private long[] hashes = new long[FEW];

  private int count;
  private int next;

  /** The hour of the newest one, since 1970. */
  private long hour = UNKNOWN;

  boolean contains(String id) {
    long hash = hash(id);
    for (int i = 0; i < count; i++) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /** Adds the id of a touchpoint of this time. */
  void add(String id, long timeMillis) {
    long now = Math.floorDiv(timeMillis, HOUR_MILLIS);
    if (hour != UNKNOWN && now > hour + 1) {
      count = 0;
      next = 0;
    }
    hour = Math.max(hour, now);
    add(hash(id));
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(count);
    if (count > 0) {
      Binary.writeWhole(out, hour);
    }
    for (int i = 0; i < count; i++) {
      long hash = hashes[(next - count + i + hashes.length) % hashes.length];
      out.writeShort((int) (hash >>> 32));
      out.writeInt((int) hash);
    }
  }

  static RecentIds read(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    int count = in.readByte();
    ids.hour = count > 0 ? Binary.readWhole(in) : UNKNOWN;
    for (int left = count; left > 0; left--) {
      ids.add(((long) in.readUnsignedShort() << 32) | Integer.toUnsignedLong(in.readInt()));
    }
    return ids;
  }

  /** Those of format 1 of {@link CustomerCodec}: 64 bits each, and no hour. */
  static RecentIds readEarlier(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    for (int left = in.readByte(); left > 0; left--) {
      ids.add(fold(in.readLong()));
    }
    return ids;
  }

  private static long fold(long hash) {
    return (hash ^ (hash >>> 48)) & KEPT_BITS;
  }

  private void add(long hash) {
    if (count == hashes.length && count < MOST) {
      hashes = Arrays.copyOf(hashes, MOST);
      next = count;
    }
    hashes[next] = hash;
    next = (next + 1) % hashes.length;
    count = Math.min(hashes.length, count + 1);
  }

  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return fold(hash);
  }
}

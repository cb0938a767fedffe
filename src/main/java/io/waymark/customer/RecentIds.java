package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.binary.Prefetch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a customer's touchpoints by which duplicates are known: of the last {@link #LAST}, and
 * besides of all that came within {@link #BURST_MINUTES}, up to {@link #MOST}. Of each id 48 bits
 * of hash are kept (FNV-1a, folded): the chance that a new id is taken for one of them is at most
 * 256 in 2^48.
 *
 * <p>A batch of many touchpoints of one moment is sent again as a whole, so that the last 16 would
 * not know its beginning. Times are kept for all ids together, not for each. The <i>burst</i> is
 * the ids since the last pause of more than {@link #BURST_MINUTES}; ids that leave the last 16
 * within it are kept as <i>earlier</i> ones. A pause drops these. In a burst that goes on they are
 * dropped by halves: every {@link #BURST_MINUTES} those go that were earlier ones the time before.
 * So an id is known for at least so long, and for at most three times as long. A customer of at
 * most 16 touchpoints costs nothing more, another 5 bytes for the time.
 */
public final class RecentIds {
  /** The number of ids that are kept whatever their time. */
  static final int LAST = 16;

  /** The number of ids that are kept at most. */
  static final int MOST = 256;

  private static final int BURST_MINUTES = 5;
  private static final int MINUTE_MILLIS = 60_000;
  private static final long KEPT_BITS = (1L << 48) - 1;

  private final long[] hashes = new long[LAST];
  private int count;
  private int next;

  /** Holds the ids of the burst that left the last 16, in their order; null for none. */
  private long @Nullable [] earlier;

  private int earlierCount;

  /** The number of earlier ids that go at the end of the present half. */
  private int agedCount;

  /** The minute of the last id; it counts once there are 16. */
  private long lastMinute;

  /** The minute in which the present half began. */
  private long halfMinute;

  /** The number of ids in the burst, which need not be told above the last 16 and one more. */
  private int burst;

  boolean contains(String id) {
    return contains(hash(id));
  }

  /**
   * Adds an id, unless it is known, and returns whether it was new.
   *
   * @param timeMillis of its touchpoint; no earlier than the one before, or else counted as that
   */
  public boolean addNew(String id, long timeMillis) {
    long hash = hash(id);
    if (contains(hash)) {
      return false;
    }
    if (count == LAST) {
      age(timeMillis / MINUTE_MILLIS);
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
    long[] more = earlier;
    for (int i = 0; more != null && i < earlierCount; i++) {
      if (more[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /** Prefetches the hashes, which lie in two or three lines of the cache. */
  void prefetch(Prefetch prefetch) {
    prefetch.touch(hashes[0] + hashes[LAST - 1]);
  }

  /** Passes to the minute of the next id, which makes the first of the last 16 an earlier one. */
  private void age(long minute) {
    if (burst == 0) {
      // Whether the 16 came quickly is not known: take it that they did.
      burst = LAST;
      lastMinute = minute;
    }
    if (minute - lastMinute > BURST_MINUTES) {
      burst = 0;
      forgetEarlier(earlierCount);
    } else if (burst > LAST && minute - halfMinute > BURST_MINUTES) {
      forgetEarlier(agedCount);
      agedCount = earlierCount;
      halfMinute = minute;
    } else if (burst == LAST) {
      halfMinute = minute;
    }
    burst = Math.min(burst + 1, LAST + 1);
    lastMinute = Math.max(lastMinute, minute);
    if (burst > LAST) {
      keepEarlier(hashes[next]);
    }
  }

  private void keepEarlier(long hash) {
    if (earlierCount == MOST - LAST) {
      forgetEarlier(1);
    }
    long[] kept = earlier == null ? new long[LAST] : earlier;
    if (earlierCount == kept.length) {
      kept = Arrays.copyOf(kept, Math.min(2 * kept.length, MOST - LAST));
    }
    kept[earlierCount++] = hash;
    earlier = kept;
  }

  /** Forgets the first of the earlier ids. */
  private void forgetEarlier(int forgotten) {
    earlierCount -= forgotten;
    agedCount = Math.max(0, agedCount - forgotten);
    if (earlierCount == 0) {
      earlier = null;
    } else if (earlier != null) {
      System.arraycopy(earlier, forgotten, earlier, 0, earlierCount);
    }
  }

  private void add(long hash) {
    hashes[next] = hash;
    next = (next + 1) % LAST;
    count = Math.min(LAST, count + 1);
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(count);
    for (int i = 0; i < count; i++) {
      writeHash(out, hashes[(next - count + i + LAST) % LAST]);
    }
  }

  /** Writes what is known of the burst; nothing for a customer of fewer than 16 touchpoints. */
  void writeBurst(DataOutput out) throws IOException {
    if (count < LAST) {
      return;
    }
    out.writeByte(burst);
    if (burst > 0) {
      Binary.writeInteger(out, lastMinute);
    }
    if (burst > LAST) {
      writeEarlier(out);
    }
  }

  private void writeEarlier(DataOutput out) throws IOException {
    Binary.writeInteger(out, lastMinute - halfMinute);
    Binary.writeInteger(out, agedCount);
    Binary.writeInteger(out, earlierCount);
    for (int i = 0; earlier != null && i < earlierCount; i++) {
      writeHash(out, earlier[i]);
    }
  }

  private static void writeHash(DataOutput out, long hash) throws IOException {
    out.writeShort((int) (hash >>> 32));
    out.writeInt((int) hash);
  }

  private static long readHash(DataInput in) throws IOException {
    return ((long) in.readUnsignedShort() << 32) | Integer.toUnsignedLong(in.readInt());
  }

  static RecentIds read(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    for (int left = in.readByte(); left > 0; left--) {
      ids.add(readHash(in));
    }
    return ids;
  }

  /** Reads what {@link #writeBurst} wrote. */
  void readBurst(DataInput in) throws IOException {
    if (count < LAST) {
      return;
    }
    burst = in.readByte();
    if (burst > 0) {
      lastMinute = Binary.readInteger(in);
    }
    if (burst > LAST) {
      readEarlierIds(in);
    }
  }

  private void readEarlierIds(DataInput in) throws IOException {
    halfMinute = lastMinute - Binary.readInteger(in);
    int aged = Binary.readCount(in);
    for (int left = Binary.readCount(in); left > 0; left--) {
      keepEarlier(readHash(in));
    }
    agedCount = aged;
  }

  /** Reads the ids of format 1 of {@link CustomerCodec}: up to 32, with 64 bits each. */
  static RecentIds readEarlier(DataInput in) throws IOException {
    RecentIds ids = new RecentIds();
    for (int left = in.readByte(); left > 0; left--) {
      ids.add(fold(in.readLong()));
    }
    return ids;
  }

  /** Returns about how many bytes the earlier ids take on heap. */
  int earlierHeapBytes() {
    long[] kept = earlier;
    return kept == null ? 0 : kept.length * Long.BYTES;
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

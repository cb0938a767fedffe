package io.waymark.journey;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, in a customer's value, all that the map counts of the customer: the segment, the current
 * visit, and the cells that the customer met last. All that it holds can be taken back from the
 * map, which {@link Contributions} does when the segment changes. Mutable, of one thread.
 */
public final class Ledger {
  /** The cells that are kept of a customer; the one met the longest ago makes room. */
  static final int MOST_CELLS = Integer.SIZE;

  private static final int SEVERAL = 4;

  /** Precedes the contents where there are any. */
  private static final int FORMAT = 2;

  /** The format that kept eight bits of the edition, by which one change in 256 went unnoticed. */
  private static final int OF_SHORT_EDITION = 1;

  /** No edition is negative: such a customer's segment is looked for at the next touchpoint. */
  private static final int UNKNOWN_EDITION = -1;

  private static final int NOTHING = 0;

  /** The segment in which the customer is counted; empty before the first touchpoint. */
  String segment = "";

  /** The edition of the segments by which it was found, so that a changed file is noticed. */
  int segmentsEdition = UNKNOWN_EDITION;

  @Nullable Visit visit;

  /** The time of the last touchpoint. */
  long lastMillis;

  /** The {@link Cell#id} of the last touchpoint; {@link Place#START} before the first. */
  long lastCell = Place.START;

  private CellEntry[] cells = new CellEntry[0];

  /** The ids of the cells, at the same places: a search does not touch the entries. */
  private long[] ids = new long[0];

  private int size;

  /** Returns the entry of a cell; null if the customer has not met it, or too long ago. */
  @Nullable CellEntry find(long cell) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == cell) {
        return cells[i];
      }
    }
    return null;
  }

  boolean isFull() {
    return size == MOST_CELLS;
  }

  /** Adds an entry to a ledger that is not full. */
  void add(CellEntry entry) {
    if (size == cells.length) {
      int room = Math.min(MOST_CELLS, size + SEVERAL);
      cells = Arrays.copyOf(cells, room);
      ids = Arrays.copyOf(ids, room);
    }
    ids[size] = entry.cell;
    cells[size++] = entry;
  }

  /**
   * Removes the entry whose cell was met the longest ago; of those met in the same minute the one
   * with the smallest id.
   */
  CellEntry removeOldest() {
    int oldest = 0;
    for (int i = 1; i < size; i++) {
      if (cells[i].isOlderThan(cells[oldest])) {
        oldest = i;
      }
    }
    CellEntry removed = cells[oldest];
    cells[oldest] = cells[--size];
    ids[oldest] = ids[size];
    return removed;
  }

  /** Ends the visit: what it has met is not of the next one. */
  void closeVisit() {
    visit = null;
    for (int i = 0; i < size; i++) {
      cells[i].firstMillis = CellEntry.NOT_MET;
    }
  }

  /** Returns the number of cells. */
  int size() {
    return size;
  }

  CellEntry get(int index) {
    return cells[index];
  }

  /** Returns the segment in which the customer is counted; empty before the first stage. */
  public String segment() {
    return segment;
  }

  /** Returns when the current stage was entered; empty before the first, and without a map. */
  public OptionalLong stageSinceMillis() {
    return visit == null ? OptionalLong.empty() : OptionalLong.of(visit.enteredMillis());
  }

  /** Returns the time of the last touchpoint; empty before the first, and without a map. */
  public OptionalLong lastTouchpointMillis() {
    return segment.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lastMillis);
  }

  /** Returns about how many bytes it takes on heap. */
  public int heapBytes() {
    return 64 * size;
  }

  public void write(DataOutput out) throws IOException {
    if (segment.isEmpty()) {
      out.writeByte(NOTHING);
      return;
    }
    out.writeByte(FORMAT);
    Binary.writeText(out, segment);
    out.writeInt(segmentsEdition);
    Binary.writeText(out, visit == null ? "" : visit.stage());
    if (visit != null) {
      visit.write(out);
    }
    Binary.writeInteger(out, lastMillis);
    CellEntry.writeId(out, lastCell);
    writeCells(out);
  }

  /** Writes the cells by their stages, each of which is a set of places as the bits of a number. */
  private void writeCells(DataOutput out) throws IOException {
    int[] stages = new int[size];
    int found = 0;
    for (int left = (int) ((1L << size) - 1); left != 0; left &= ~stages[found++]) {
      stages[found] = ofStage(cells[Integer.numberOfTrailingZeros(left)].stage, left);
    }
    Binary.writeInteger(out, found);
    for (int stage = 0; stage < found; stage++) {
      int places = stages[stage];
      Binary.writeText(out, cells[Integer.numberOfTrailingZeros(places)].stage);
      Binary.writeInteger(out, Integer.bitCount(places));
      for (int left = places; left != 0; left &= left - 1) {
        cells[Integer.numberOfTrailingZeros(left)].write(out, lastMillis);
      }
    }
  }

  private int ofStage(String stage, int places) {
    int found = 0;
    for (int left = places; left != 0; left &= left - 1) {
      int place = Integer.numberOfTrailingZeros(left);
      if (cells[place].stage.equals(stage)) {
        found |= 1 << place;
      }
    }
    return found;
  }

  public static Ledger read(DataInput in) throws IOException {
    Ledger ledger = new Ledger();
    int format = in.readByte();
    if (format == NOTHING) {
      return ledger;
    }
    if (format != FORMAT && format != OF_SHORT_EDITION) {
      throw new IOException("unknown format of a ledger: " + format);
    }
    ledger.segment = Binary.readInterned(in);
    if (format == FORMAT) {
      ledger.segmentsEdition = in.readInt();
    } else {
      byte unused = in.readByte();
    }
    String visited = Binary.readInterned(in);
    ledger.visit = visited.isEmpty() ? null : Visit.read(in, visited);
    ledger.lastMillis = Binary.readInteger(in);
    ledger.lastCell = CellEntry.readId(in);
    for (int stages = Binary.readCount(in); stages > 0; stages--) {
      String stage = Binary.readInterned(in);
      for (int left = Binary.readCount(in); left > 0; left--) {
        ledger.add(CellEntry.read(in, stage, ledger.lastMillis));
      }
    }
    return ledger;
  }
}

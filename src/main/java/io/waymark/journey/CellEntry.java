package io.waymark.journey;

import io.waymark.binary.Binary;
import io.waymark.model.Touchpoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The entry of one cell in a customer's ledger. Mutable. */
final class CellEntry {
  /** Stands where the current visit has not met the cell. */
  static final long NOT_MET = Long.MIN_VALUE;

  private static final int MET_IN_VISIT = 1;
  private static final int MEASURED = 2;
  private static final int INFERRED = 4;

  /** The stage of the cell. */
  final String stage;

  /** {@link Cell#id}. */
  final long cell;

  /** The minute of the last touchpoint. */
  long metMinute;

  /** The time at which the current visit met it first; {@link #NOT_MET} if it has not. */
  long firstMillis = NOT_MET;

  Sentiment measured = Sentiment.NONE;
  Sentiment inferred = Sentiment.NONE;

  CellEntry(String stage, long cell) {
    this.stage = stage;
    this.cell = cell;
  }

  /** Returns whether it makes room before another one. */
  boolean isOlderThan(CellEntry other) {
    return metMinute < other.metMinute || (metMinute == other.metMinute && cell < other.cell);
  }

  /** Returns whether {@link #note} would change anything. */
  boolean isChangedBy(Touchpoint touchpoint) {
    return touchpoint.sentiment() != null || Minutes.of(touchpoint.timeMillis()) != metMinute;
  }

  /** Notes a touchpoint in the cell. */
  void note(Touchpoint touchpoint) {
    metMinute = Minutes.of(touchpoint.timeMillis());
    Double sentiment = touchpoint.sentiment();
    if (sentiment == null) {
      return;
    }
    if (touchpoint.sentimentInferred()) {
      inferred = inferred.plus(sentiment);
    } else {
      measured = measured.plus(sentiment);
    }
  }

  boolean isOfVisit() {
    return firstMillis != NOT_MET;
  }

  /**
   * Writes the entry, apart from its stage, in about ten bytes.
   *
   * @param lastMillis the time of the customer's last touchpoint, close to those of the entry
   */
  void write(DataOutput out, long lastMillis) throws IOException {
    writeId(out, cell);
    out.writeByte(
        (isOfVisit() ? MET_IN_VISIT : 0)
            | (measured.count() > 0 ? MEASURED : 0)
            | (inferred.count() > 0 ? INFERRED : 0));
    Binary.writeInteger(out, lastMillis / Minutes.MILLIS - metMinute);
    if (isOfVisit()) {
      Binary.writeInteger(out, lastMillis - firstMillis);
    }
    if (measured.count() > 0) {
      measured.write(out);
    }
    if (inferred.count() > 0) {
      inferred.write(out);
    }
  }

  static CellEntry read(DataInput in, String stage, long lastMillis) throws IOException {
    CellEntry entry = new CellEntry(stage, readId(in));
    int has = in.readByte();
    entry.metMinute = lastMillis / Minutes.MILLIS - Binary.readInteger(in);
    if ((has & MET_IN_VISIT) != 0) {
      entry.firstMillis = lastMillis - Binary.readInteger(in);
    }
    if ((has & MEASURED) != 0) {
      entry.measured = Sentiment.read(in);
    }
    if ((has & INFERRED) != 0) {
      entry.inferred = Sentiment.read(in);
    }
    return entry;
  }

  /** Writes the 48 bits of an id. */
  static void writeId(DataOutput out, long id) throws IOException {
    out.writeShort((int) (id >>> Integer.SIZE));
    out.writeInt((int) id);
  }

  static long readId(DataInput in) throws IOException {
    return ((long) in.readUnsignedShort() << Integer.SIZE) | Integer.toUnsignedLong(in.readInt());
  }
}

package io.waymark.intake;

/**
 * A line of a file as it was read. The bytes are handed over, not copied.
 *
 * @param bytes at most {@link io.waymark.model.DeadLetter#MOST_BYTES} of them, without the end
 * @param size how many there were
 * @param number from 1
 * @param end the characters that ended it; empty at the end of the file
 */
record PhysicalLine(byte[] bytes, long size, long number, String end) {
  boolean isBlank() {
    return size == 0;
  }

  /** Returns the record that this line is where it stands alone. */
  RawRecord record() {
    return new RawRecord(bytes, size, number);
  }
}

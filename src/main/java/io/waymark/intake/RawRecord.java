package io.waymark.intake;

/**
 * A record as it was read. The bytes are handed over, not copied.
 *
 * @param bytes at most {@link io.waymark.model.DeadLetter#MOST_BYTES} of them
 * @param size how many there were
 * @param line where it begins, from 1
 */
record RawRecord(byte[] bytes, long size, long line) {}

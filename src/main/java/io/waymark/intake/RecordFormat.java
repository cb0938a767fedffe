package io.waymark.intake;

import java.util.Map;

/** Turns bytes into a raw record. */
sealed interface RecordFormat permits JsonFormat, CsvFormat, UnreadableHeader {
  /** Returns the record; its values are of the types of a touchpoint's properties. */
  Map<String, Object> read(byte[] bytes) throws RefusedException;
}

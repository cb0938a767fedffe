package io.waymark.intake;

import java.util.Map;

/** How bytes become a raw record. */
sealed interface RecordFormat permits JsonFormat, CsvFormat {
  /** Values are those of a touchpoint's properties. */
  Map<String, Object> read(byte[] bytes) throws RefusedException;
}

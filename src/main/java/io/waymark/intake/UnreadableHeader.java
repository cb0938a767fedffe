package io.waymark.intake;

import java.util.Map;

/** Refuses every record of a file whose columns are not known, as its header cannot be read. */
record UnreadableHeader(RefusedException why) implements RecordFormat {
  @Override
  public Map<String, Object> read(byte[] bytes) throws RefusedException {
    throw new RefusedException(
        why.reason(), "the header of the file cannot be read: " + why.getMessage());
  }
}

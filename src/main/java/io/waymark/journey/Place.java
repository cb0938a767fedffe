package io.waymark.journey;

/**
 * Something on the map that is counted: a stage, a cell, or the way from one cell to the next.
 *
 * @param cell {@link Cell#id}; {@link #STAGE} for the stage itself
 * @param next the cell that follows, for a way; {@link #STAGE} where none is meant
 */
record Place(String segment, String stage, long cell, long next) {
  /** Stands where no cell is meant. */
  static final long STAGE = 0;

  /** Precedes the first touchpoint of a customer. */
  static final long START = 1;

  /** Follows the last touchpoint of a customer who is lost. */
  static final long LOST = 2;

  static Place stage(String segment, String stage) {
    return new Place(segment, stage, STAGE, STAGE);
  }

  static Place cell(String segment, String stage, long cell) {
    return new Place(segment, stage, cell, STAGE);
  }

  static Place way(String segment, String stage, long from, long to) {
    return new Place(segment, stage, from, to);
  }

  boolean isStage() {
    return cell == STAGE;
  }
}

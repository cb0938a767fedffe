package io.waymark.journey;

import io.waymark.model.Digest;

/**
 * A circle on the map, apart from the segment: touchpoints of one type on one channel in one stage.
 *
 * @param channel {@link #NO_CHANNEL} where the source has none
 */
public record Cell(String stage, String channel, String type) {
  /** The channel of touchpoints that have none. */
  public static final String NO_CHANNEL = "unknown";

  /** The type, or the channel, of all that exceed the bounds of the map. */
  public static final String OTHER = "other";

  private static final int DIGEST_BITS = 48;

  /** Returns the cell in which all types of a stage meet that exceed its bound. */
  static Cell otherOf(String stage) {
    return new Cell(stage, OTHER, OTHER);
  }

  /**
   * Returns the number that stands for the cell in a customer's ledger: 48 bits of a digest, so
   * that two of 20,000 cells have the same number once in a million maps. It is never one of {@link
   * Place#STAGE}, {@link Place#START} and {@link Place#LOST}.
   */
  long id() {
    long id = Digest.number("cell", stage, channel, type) >>> (Long.SIZE - DIGEST_BITS);
    return Math.max(id, Place.LOST + 1);
  }
}

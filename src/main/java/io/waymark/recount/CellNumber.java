package io.waymark.recount;

import io.waymark.model.Digest;
import io.waymark.model.SegmentFigures.CellName;
import org.jspecify.annotations.Nullable;

/** The number of a cell, by which the map decides between cells that are otherwise equal. */
final class CellNumber {
  private static final long START = 1;
  private static final long LOST = 2;

  private CellNumber() {}

  /** Returns the first 48 bits of a digest, more than the numbers of start and lost. */
  static long of(CellName cell) {
    long digest = Digest.number("cell", cell.stage(), cell.channel(), cell.type());
    return Math.max(LOST + 1, digest >>> 16);
  }

  static long from(@Nullable CellName cell) {
    return cell == null ? START : of(cell);
  }

  static long to(@Nullable CellName cell) {
    return cell == null ? LOST : of(cell);
  }
}

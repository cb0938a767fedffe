package io.waymark.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways of the customers of a segment, and how much the goal depends on each cell.
 *
 * @param ways the steps from one cell to the next, the most frequent first
 * @param otherWays steps that are in none of them, by window
 * @param removals by cell, the largest first
 */
public record SegmentFigures(List<Way> ways, Map<Window, Long> otherWays, List<Removal> removals) {
  public SegmentFigures {
    ways = List.copyOf(ways);
    otherWays = Map.copyOf(otherWays);
    removals = List.copyOf(removals);
  }

  /** The name of a cell. */
  public record CellName(String stage, String channel, String type) {}

  /**
   * The steps from one cell to the next.
   *
   * @param from null for the first touchpoint of a customer
   * @param to null for the end of those who were lost
   */
  public record Way(@Nullable CellName from, @Nullable CellName to, Map<Window, Long> steps) {
    public Way {
      steps = Map.copyOf(steps);
    }
  }

  /**
   * How much the goal depends on a cell: the shares of the customers who reach it that would not if
   * all who come to the cell were lost there.
   *
   * @param shares by {@link Window#MONTH} and {@link Window#ALL}
   */
  public record Removal(CellName cell, Map<Window, Double> shares) {
    public Removal {
      shares = Map.copyOf(shares);
    }
  }
}

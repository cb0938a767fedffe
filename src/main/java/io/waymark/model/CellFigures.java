package io.waymark.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a cell: touchpoints of one type on one channel in one stage and segment.
 *
 * @param effects by the window of the comparison, {@link Window#MONTH} or {@link Window#ALL}; empty
 *     where too few customers could be compared
 */
public record CellFigures(Map<Window, CellWindow> windows, Map<Window, Effect> effects) {
  public CellFigures {
    windows = Map.copyOf(windows);
    effects = Map.copyOf(effects);
  }

  /**
   * The figures of a window. {@code in} and the five after it are about the visits that met the
   * cell for the first time in it, and add up.
   *
   * @param touchpointsBefore the touchpoints in the window before
   * @param customers those who met it in the window, each once
   * @param goesOn the share of visits that went on to another stage; null where there is none
   * @param coverage the share of touchpoints with a sentiment
   * @param lostAtLeast for a pain point, how many customers were lost by it at the least; 0 if not
   * @param wonAtLeast for a helping moment, how many customers it won at the least; 0 if not
   */
  public record CellWindow(
      long touchpoints,
      long touchpointsBefore,
      long customers,
      long in,
      long forward,
      long skip,
      long back,
      long lost,
      long stillHere,
      @Nullable Estimate goesOn,
      @Nullable Estimate measured,
      @Nullable Estimate inferred,
      double coverage,
      long lostAtLeast,
      long wonAtLeast) {
    /** Returns whether all visits that met the cell are accounted for, as always. */
    public boolean addsUp() {
      return in == forward + skip + back + lost + stillHere;
    }
  }

  /**
   * How much more, or less, often customers go on who met the cell than customers at the same age
   * of their visit who did not. It is an association, not a cause.
   *
   * @param difference of the shares that go on
   * @param shrunk towards the mean of the stage, as extremes are mostly chance; null where too few
   *     could be compared
   * @param with customers who had met it
   * @param without customers who had not
   */
  public record Effect(Estimate difference, @Nullable Estimate shrunk, long with, long without) {}
}

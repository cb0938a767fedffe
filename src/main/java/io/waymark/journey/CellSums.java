package io.waymark.journey;

import io.waymark.journey.estimate.PainPoints.Finding;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.Window;
import org.jspecify.annotations.Nullable;

/** The sums of a cell in a window. */
final class CellSums {
  private final Counts sums;
  private final Counts before;

  /**
   * Adds up a window.
   *
   * @param minute at which it ends
   */
  CellSums(Rings rings, Window window, long minute) {
    this.sums = rings.sums(window, minute);
    this.before = rings.sumsBefore(window, minute);
  }

  CellWindow figures(@Nullable Finding finding) {
    long in = get(Measure.ENTERED);
    long progress = ended(VisitEnd.FORWARD) + ended(VisitEnd.SKIP);
    return new CellWindow(
        get(Measure.TOUCHPOINTS),
        before.get(Measure.TOUCHPOINTS, Rings.ALL_TIME),
        get(Measure.CUSTOMERS),
        in,
        ended(VisitEnd.FORWARD),
        ended(VisitEnd.SKIP),
        ended(VisitEnd.BACK),
        ended(VisitEnd.LOST),
        get(Measure.OPEN),
        Figures.share(progress, in),
        Figures.sentiment(sums, Measure.MEASURED),
        Figures.sentiment(sums, Measure.INFERRED),
        Figures.coverage(sums),
        finding == null ? 0 : finding.lost(),
        finding == null ? 0 : finding.gained());
  }

  private long ended(VisitEnd end) {
    return get(Measure.ended(end, 0));
  }

  private long get(int measure) {
    return sums.get(measure, Rings.ALL_TIME);
  }
}

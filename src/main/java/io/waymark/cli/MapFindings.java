package io.waymark.cli;

import io.waymark.journey.Cell;
import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.CellFigures.Effect;
import io.waymark.model.Estimate;
import io.waymark.model.MapRecord;
import io.waymark.model.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The largest pain points and helping moments of a segment, one sentence each. */
final class MapFindings {
  private static final int MOST = 5;

  private final List<MapRecord> cells;
  private final Window window;

  MapFindings(List<MapRecord> cells, Window window) {
    this.cells = List.copyOf(cells);
    this.window = window;
  }

  List<String> painPoints() {
    return sentences(CellWindow::lostAtLeast, "lost");
  }

  List<String> helpingMoments() {
    return sentences(CellWindow::wonAtLeast, "won");
  }

  private List<String> sentences(ToLongFunction<CellWindow> customers, String became) {
    return cells.stream()
        .filter(cell -> size(cell, customers) > 0)
        .sorted(
            Comparator.comparing((MapRecord cell) -> -size(cell, customers))
                .thenComparing(MapRecord::key))
        .limit(MOST)
        .map(cell -> sentence(cell, size(cell, customers), became))
        .toList();
  }

  private long size(MapRecord cell, ToLongFunction<CellWindow> customers) {
    CellWindow sums = figures(cell).windows().get(window);
    return sums == null ? 0 : customers.applyAsLong(sums);
  }

  private static CellFigures figures(MapRecord cell) {
    return Objects.requireNonNull(cell.cellFigures());
  }

  private String sentence(MapRecord cell, long atLeast, String became) {
    CellWindow sums = Objects.requireNonNull(figures(cell).windows().get(window));
    return "%s%s in %s: at least %s of %s customers %s; %s%s"
        .formatted(
            cell.type(),
            Cell.NO_CHANNEL.equals(cell.channel()) ? "" : " on " + cell.channel(),
            cell.stage(),
            Amounts.count(atLeast),
            Amounts.count(sums.customers()),
            became,
            goesOn(sums.goesOn()),
            effect(cell).map(MapFindings::compared).orElse(""));
  }

  private static String goesOn(@Nullable Estimate share) {
    if (share == null || !Amounts.isEnough(share)) {
      return "too few visits with it for a share (n = " + (share == null ? 0 : share.n()) + ")";
    }
    return Amounts.share(share) + " of visits with it go on";
  }

  /** Returns the effect by which it was found, of the last 30 days or of all time. */
  private Optional<Effect> effect(MapRecord cell) {
    Window compared = window == Window.ALL ? Window.ALL : Window.MONTH;
    return Optional.ofNullable(figures(cell).effects().get(compared));
  }

  private static String compared(Effect effect) {
    Estimate points = effect.shrunk() == null ? effect.difference() : effect.shrunk();
    boolean isMore = points.value() > 0;
    return ", %d points %s %s than at the same age without it (n = %s and %s)"
        .formatted(
            Math.abs(Amounts.percent(points.value())),
            isMore
                ? Amounts.interval(points.low(), points.high())
                : Amounts.interval(-points.high(), -points.low()),
            isMore ? "more" : "fewer",
            Amounts.count(effect.with()),
            Amounts.count(effect.without()));
  }
}

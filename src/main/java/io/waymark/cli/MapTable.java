package io.waymark.cli;

import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.Dwell;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a segment as a table. Large counts are rounded where the table would be too wide.
 */
final class MapTable {
  private static final List<String> HEADER =
      List.of("stage", "here", "in", "forward", "back", "lost", "still", "p50", "p90", "progress");

  private static final String NOTHING = "-";
  private static final int LEAST_NAME = 8;

  private final List<MapRecord> stages;
  private final Window window;
  private final int width;

  /**
   * Creates a table.
   *
   * @param width the most characters of a line
   */
  MapTable(List<MapRecord> stages, Window window, int width) {
    this.stages = List.copyOf(stages);
    this.window = window;
    this.width = width;
  }

  List<String> lines() {
    List<List<String>> exact = rows(Amounts::count);
    return laidOut(widthOf(exact) <= width ? exact : rows(Amounts::rounded));
  }

  private List<List<String>> rows(LongFunction<String> counts) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    for (MapRecord record : stages) {
      StageFigures figures = Objects.requireNonNull(record.stageFigures());
      StageWindow sums = figures.windows().get(window);
      if (sums != null) {
        rows.add(row(String.valueOf(record.stage()), figures.hereNow(), sums, counts));
      }
    }
    return rows;
  }

  private static List<String> row(
      String stage, long hereNow, StageWindow sums, LongFunction<String> counts) {
    return List.of(
        stage,
        counts.apply(hereNow),
        counts.apply(sums.in()),
        counts.apply(sums.forward() + sums.skip()),
        counts.apply(sums.back()),
        counts.apply(sums.lost()),
        counts.apply(sums.stillHere()),
        dwell(sums.dwell(), sums.dwell() == null ? null : sums.dwell().p50Millis()),
        dwell(sums.dwell(), sums.dwell() == null ? null : sums.dwell().p90Millis()),
        sums.progress() == null ? NOTHING : Amounts.share(sums.progress()));
  }

  private static String dwell(@Nullable Dwell dwell, @Nullable Long millis) {
    if (dwell == null) {
      return NOTHING;
    }
    return millis == null ? "> " + Amounts.time(dwell.longestMillis()) : Amounts.time(millis);
  }

  private static int widthOf(List<List<String>> rows) {
    return columnWidths(rows).stream().mapToInt(each -> each + 1).sum() - 1;
  }

  private static List<Integer> columnWidths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < HEADER.size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
    }
    return widths;
  }

  /** Puts names to the left and numbers to the right; a name is cut where a line has no room. */
  private List<String> laidOut(List<List<String>> rows) {
    List<Integer> widths = columnWidths(rows);
    int tooWide = Math.max(0, widthOf(rows) - width);
    int name = Math.max(LEAST_NAME, widths.get(0) - tooWide);
    int gap = widthOf(rows) + HEADER.size() - 1 <= width ? 2 : 1;
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      line.append(String.format("%-" + name + "s", shortened(row.get(0), name)));
      for (int column = 1; column < row.size(); column++) {
        line.append(" ".repeat(gap + widths.get(column) - row.get(column).length()));
        line.append(row.get(column));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String shortened(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most - 1) + "…";
  }
}

package io.waymark.cli;

import io.waymark.model.CellFigures;
import io.waymark.model.CellFigures.CellWindow;
import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import io.waymark.model.StageFigures.StageWindow;
import io.waymark.model.Window;
import io.waymark.wire.MapCut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A segment of the journey map in a window, as text that is at most 80 characters wide. */
final class MapPicture {
  static final int WIDTH = 80;

  private static final String INDENT = "   ";

  private final MapCut cut;
  private final String segment;
  private final Window window;

  MapPicture(MapCut cut, String segment, Window window) {
    this.cut = cut;
    this.segment = segment;
    this.window = window;
  }

  List<String> lines() {
    List<MapRecord> stages = cut.stages(segment);
    List<String> lines = new ArrayList<>();
    lines.add("journey map of " + segment + ", " + title(window));
    lines.add("as of " + Instant.ofEpochMilli(cut.asOfMillis()));
    lines.add("");
    if (stages.isEmpty()) {
      lines.add("nobody has entered a stage");
      return lines;
    }
    lines.addAll(new MapTable(stages, window, WIDTH).lines());
    lines.add("");
    lines.addAll(wrapped("", sum(stages)));
    MapFindings findings = new MapFindings(cut.cells(segment), window);
    addFindings(lines, "pain points", findings.painPoints());
    addFindings(lines, "helping moments", findings.helpingMoments());
    return lines;
  }

  static String title(Window window) {
    return switch (window) {
      case HOUR -> "the last hour";
      case DAY -> "the last 24 hours";
      case WEEK -> "the last 7 days";
      case MONTH -> "the last 30 days";
      case ALL -> "all since the beginning";
    };
  }

  /** Explains the columns, and says whether stages and cells add up in all windows. */
  private String sum(List<MapRecord> stages) {
    List<String> wrong =
        Stream.concat(stages.stream(), cut.cells(segment).stream())
            .filter(record -> !addsUp(record))
            .map(MapPicture::name)
            .toList();
    String equation = "in = forward + back + lost + still (here)";
    return wrong.isEmpty()
        ? equation
            + ", of visits that began then; p50, p90: how long they take; progress: go on within"
            + " the stage's horizon, with the 95% interval"
        : "NOT TRUE OF " + String.join("; ", wrong) + ": " + equation + "; please report it";
  }

  private static boolean addsUp(MapRecord record) {
    StageFigures stage = record.stageFigures();
    CellFigures cell = record.cellFigures();
    return (stage == null || stage.windows().values().stream().allMatch(StageWindow::addsUp))
        && (cell == null || cell.windows().values().stream().allMatch(CellWindow::addsUp));
  }

  private static String name(MapRecord record) {
    return record.cellFigures() == null
        ? String.valueOf(record.stage())
        : "%s on %s in %s".formatted(record.type(), record.channel(), record.stage());
  }

  private static void addFindings(List<String> lines, String kind, List<String> sentences) {
    lines.add("");
    if (sentences.isEmpty()) {
      lines.add("no " + kind + " beyond chance");
      return;
    }
    lines.add("largest " + kind + " (associated; only a hold-out shows a cause)");
    for (int i = 0; i < sentences.size(); i++) {
      lines.addAll(wrapped(i + 1 + ". ", sentences.get(i)));
    }
  }

  /** Breaks a sentence between words; lines after the first are indented as far as the first. */
  private static List<String> wrapped(String start, String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(start);
    for (String word : sentence.split(" ", -1)) {
      boolean isFirst = line.length() == 0 || line.charAt(line.length() - 1) == ' ';
      if (!isFirst && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(start.isEmpty() ? "" : INDENT);
        isFirst = true;
      }
      line.append(isFirst ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}

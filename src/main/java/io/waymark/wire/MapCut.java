package io.waymark.wire;

import io.waymark.model.MapRecord;
import io.waymark.model.StageFigures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole cut of the journey map, with a record of each key, as a reader holds it.
 *
 * @param asOfMillis the event time at which the cut is true; unchanged records carry an earlier one
 * @param records by segment, everybody first; of a segment its own record, then each stage in the
 *     order of the lifecycle, followed by its cells by channel and type
 */
public record MapCut(long asOfMillis, List<MapRecord> records) {
  public MapCut {
    records = List.copyOf(records);
  }

  /** Returns the cut of records, which need not be in order. */
  static MapCut of(long asOfMillis, Collection<MapRecord> records) {
    Map<String, Integer> ranks = new HashMap<>();
    for (MapRecord record : records) {
      StageFigures figures = record.stageFigures();
      if (figures != null) {
        ranks.put(text(record.stage()), figures.rank());
      }
    }
    List<MapRecord> ordered = new ArrayList<>(records);
    ordered.sort(
        Comparator.comparing((MapRecord record) -> !MapRecord.EVERYBODY.equals(record.segment()))
            .thenComparing(record -> text(record.segment()))
            .thenComparing(record -> rank(record, ranks))
            .thenComparing(record -> text(record.stage()))
            .thenComparing(record -> record.cellFigures() != null)
            .thenComparing(record -> text(record.channel()))
            .thenComparing(record -> text(record.type())));
    return new MapCut(asOfMillis, ordered);
  }

  /** Returns the place of the record's stage in the lifecycle; -1 for the record of a segment. */
  private static int rank(MapRecord record, Map<String, Integer> ranks) {
    return record.segmentFigures() != null
        ? -1
        : ranks.getOrDefault(text(record.stage()), Integer.MAX_VALUE);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Returns the names of the segments, everybody first. */
  public List<String> segments() {
    return records.stream().map(record -> text(record.segment())).distinct().toList();
  }

  /** Returns the records of the stages of a segment, in the order of the lifecycle. */
  public List<MapRecord> stages(String segment) {
    return of(segment).filter(record -> record.stageFigures() != null).toList();
  }

  /** Returns the records of the cells of a segment. */
  public List<MapRecord> cells(String segment) {
    return of(segment).filter(record -> record.cellFigures() != null).toList();
  }

  private Stream<MapRecord> of(String segment) {
    return records.stream().filter(record -> segment.equals(record.segment()));
  }
}

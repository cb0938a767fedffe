package io.waymark.recount;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.Stage;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.StageFigures;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts a journey map from all touchpoints at once, by its definitions. Its ways are all there
 * are, where the map keeps the most frequent ones. It knows nothing of the limits on an evaluation,
 * on a customer's traits and on the cells that one subtask knows.
 */
public final class Recount {
  private final Lifecycle lifecycle;
  private final long asOfMillis;
  private final Facts facts;
  private final ShownCells shown;

  private Recount(Lifecycle lifecycle, long asOfMillis, Facts facts, ShownCells shown) {
    this.lifecycle = lifecycle;
    this.asOfMillis = asOfMillis;
    this.facts = facts;
    this.shown = shown;
  }

  /**
   * A map that was recounted.
   *
   * @param hasRoom whether the map had room for all of its places; otherwise what came first is
   *     told apart, which only the map knows
   */
  public record Counted(List<MapRecord> records, boolean hasRoom) {
    public Counted {
      records = List.copyOf(records);
    }
  }

  /**
   * Returns the map of a history at the time of another map, and with its cells where it has no
   * room for all.
   *
   * @param map its records, at least one
   * @param history touchpoints without duplicates; of each customer those at the same time in the
   *     order in which they were applied. Later ones than the map are left out
   */
  public static Counted like(
      Collection<MapRecord> map, List<Touchpoint> history, Lifecycle lifecycle, Segments segments) {
    return like(map, history, lifecycle, segments, ShownCells.MOST_PLACES);
  }

  static Counted like(
      Collection<MapRecord> map,
      List<Touchpoint> history,
      Lifecycle lifecycle,
      Segments segments,
      int mostPlaces) {
    long asOf = map.stream().mapToLong(MapRecord::asOfMillis).max().orElseThrow();
    Facts facts = facts(history, lifecycle, segments, asOf);
    ShownCells shown = new ShownCells(map, facts, mostPlaces);
    return new Counted(new Recount(lifecycle, asOf, facts, shown).records(), shown.hasRoom());
  }

  private static Facts facts(
      List<Touchpoint> history, Lifecycle lifecycle, Segments segments, long asOfMillis) {
    Facts facts = Facts.none();
    Map<String, List<Touchpoint>> customers =
        history.stream()
            .filter(touchpoint -> touchpoint.timeMillis() <= asOfMillis)
            .sorted(Comparator.comparing(Touchpoint::timeMillis))
            .collect(
                Collectors.groupingBy(
                    Touchpoint::customer, LinkedHashMap::new, Collectors.toList()));
    customers.forEach(
        (customer, touchpoints) ->
            new CustomerWalk(customer, lifecycle, segments, facts).walk(touchpoints, asOfMillis));
    return facts;
  }

  private List<MapRecord> records() {
    Set<String> segments = facts.segments().collect(Collectors.toCollection(TreeSet::new));
    if (!segments.isEmpty()) {
      segments.add(MapRecord.EVERYBODY);
    }
    List<MapRecord> records = new ArrayList<>();
    segments.forEach(
        segment ->
            records.addAll(
                records(
                    segment,
                    facts
                        .inSegment(segment)
                        .shown(cell -> shown.shown(segment, cell), shown::end))));
    return records;
  }

  private List<MapRecord> records(String segment, Facts its) {
    List<MapRecord> records = new ArrayList<>();
    CellRecount cells = new CellRecount(its, lifecycle, asOfMillis);
    for (int rank = 0; rank < lifecycle.stages().size(); rank++) {
      Stage stage = lifecycle.stages().get(rank);
      Facts here = its.inStage(stage.name());
      if (!here.isEmpty()) {
        StageFigures figures = new StageRecount(here, stage, asOfMillis).figures(rank);
        records.add(MapRecord.ofStage(segment, stage.name(), asOfMillis, figures));
      }
      here.cells()
          .forEach(
              cell ->
                  records.add(
                      MapRecord.ofCell(
                          segment,
                          cell.stage(),
                          cell.channel(),
                          cell.type(),
                          asOfMillis,
                          cells.figures(cell))));
    }
    SegmentFigures ways = new WayRecount(its, lifecycle.goal(), asOfMillis).figures();
    records.add(MapRecord.ofSegment(segment, asOfMillis, ways));
    return records;
  }
}

package io.waymark.recount;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Segments;
import io.waymark.lifecycle.Stage;
import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts a journey map from all touchpoints at once, by its definitions. Its ways are all there
 * are, where the map keeps the most frequent ones. It knows nothing of the limits on an evaluation
 * and on a customer's traits.
 */
public final class Recount {
  private final Lifecycle lifecycle;
  private final long asOfMillis;
  private final Facts facts;

  private Recount(Lifecycle lifecycle, long asOfMillis, Facts facts) {
    this.lifecycle = lifecycle;
    this.asOfMillis = asOfMillis;
    this.facts = facts;
  }

  /**
   * Returns the map of a history.
   *
   * @param history touchpoints without duplicates; of each customer those at the same time in the
   *     order in which they were applied
   * @param asOfMillis the time at which the map is true; later touchpoints are left out
   */
  public static List<MapRecord> of(
      List<Touchpoint> history, Lifecycle lifecycle, Segments segments, long asOfMillis) {
    return of(history, lifecycle, segments, asOfMillis, UnaryOperator.identity());
  }

  /**
   * Returns the map of a history at the time of another map, and with its cells: those that it has
   * no room for are one.
   *
   * @param map its records, at least one
   */
  public static List<MapRecord> like(
      Collection<MapRecord> map, List<Touchpoint> history, Lifecycle lifecycle, Segments segments) {
    long asOf = map.stream().mapToLong(MapRecord::asOfMillis).max().orElseThrow();
    Set<CellName> cells = map.stream().flatMap(Recount::cell).collect(Collectors.toSet());
    return of(
        history, lifecycle, segments, asOf, cell -> cells.contains(cell) ? cell : other(cell));
  }

  private static Stream<CellName> cell(MapRecord record) {
    String stage = record.stage();
    String channel = record.channel();
    String type = record.type();
    return stage == null || channel == null || type == null
        ? Stream.empty()
        : Stream.of(new CellName(stage, channel, type));
  }

  private static CellName other(CellName cell) {
    return new CellName(cell.stage(), CellRecount.OTHER, CellRecount.OTHER);
  }

  private static List<MapRecord> of(
      List<Touchpoint> history,
      Lifecycle lifecycle,
      Segments segments,
      long asOfMillis,
      UnaryOperator<CellName> shown) {
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
            new CustomerWalk(customer, lifecycle, segments, shown, facts)
                .walk(touchpoints, asOfMillis));
    return new Recount(lifecycle, asOfMillis, facts).records();
  }

  private List<MapRecord> records() {
    Set<String> segments = facts.segments().collect(Collectors.toCollection(TreeSet::new));
    if (!segments.isEmpty()) {
      segments.add(MapRecord.EVERYBODY);
    }
    List<MapRecord> records = new ArrayList<>();
    segments.forEach(segment -> records.addAll(records(segment, facts.inSegment(segment))));
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

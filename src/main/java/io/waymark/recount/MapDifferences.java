package io.waymark.recount;

import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a map and its recount differ: counts are to be equal, estimates to 1e-9. A place
 * without any count may be in one of them only, as the map keeps those it once had.
 */
public final class MapDifferences {
  private static final double TOLERANCE = 1e-9;

  /** The ways into a stage that the map keeps apart, the first that it met. */
  private static final int MOST_WAYS = 500;

  /** The ways of a segment that the map publishes, the most frequent ones. */
  private static final int MOST_PUBLISHED = 500;

  private final List<String> differences = new ArrayList<>();
  private final boolean hasRoom;

  private MapDifferences(boolean hasRoom) {
    this.hasRoom = hasRoom;
  }

  /** Returns a sentence for each difference; empty where there is none. */
  public static List<String> of(Collection<MapRecord> map, Recount.Counted recount) {
    MapDifferences found = new MapDifferences(recount.hasRoom());
    Map<String, MapRecord> mine = byPlace(map);
    Map<String, MapRecord> other = byPlace(recount.records());
    Set<String> places = new LinkedHashSet<>(mine.keySet());
    places.addAll(other.keySet());
    for (String place : places) {
      MapRecord one = mine.get(place);
      MapRecord two = other.get(place);
      found.compare(place, figures(one), figures(two));
      found.compareWays(place, ways(one), ways(two));
    }
    return List.copyOf(found.differences);
  }

  private static Map<String, MapRecord> byPlace(Collection<MapRecord> records) {
    Map<String, MapRecord> places = new LinkedHashMap<>();
    for (MapRecord record : records) {
      if (record.closing() == null) {
        places.put(place(record), record);
      }
    }
    return places;
  }

  private static String place(MapRecord record) {
    if (record.stage() == null) {
      return "segment " + record.segment();
    }
    return record.type() == null
        ? "stage " + record.stage() + " of " + record.segment()
        : "%s on %s in stage %s of %s"
            .formatted(record.type(), record.channel(), record.stage(), record.segment());
  }

  private static Map<String, Number> figures(@Nullable MapRecord record) {
    return record == null ? Map.of() : FlatFigures.of(record);
  }

  private static SegmentFigures ways(@Nullable MapRecord record) {
    SegmentFigures figures = record == null ? null : record.segmentFigures();
    return figures == null ? new SegmentFigures(List.of(), Map.of(), List.of()) : figures;
  }

  private void compare(String place, Map<String, Number> map, Map<String, Number> recount) {
    Set<String> names = new LinkedHashSet<>(map.keySet());
    names.addAll(recount.keySet());
    for (String name : names) {
      Number one = map.get(name);
      Number two = recount.get(name);
      if (!areEqual(one, two)) {
        differences.add("%s, %s %s, recount says %s".formatted(place, name, text(one), text(two)));
      }
    }
  }

  private static boolean areEqual(@Nullable Number one, @Nullable Number two) {
    if (one instanceof Double && two instanceof Double) {
      return Math.abs(one.doubleValue() - two.doubleValue()) <= TOLERANCE;
    }
    return one != null && one.equals(two);
  }

  private static String text(@Nullable Number number) {
    return number == null ? "nothing" : number.toString();
  }

  /**
   * Compares the ways that the map tells apart one by one, and all others by their sum. Where the
   * map has kept all ways apart, the recount says which ones are published, and removal effects are
   * compared; otherwise those are which the map happened to meet first.
   */
  private void compareWays(String place, SegmentFigures map, SegmentFigures recount) {
    boolean keepsAll = hasRoom && keepsAll(recount.ways());
    Map<String, Way> kept = byName(map.ways());
    Map<String, Way> others = byName(recount.ways());
    Map<String, Way> published = new LinkedHashMap<>();
    List<String> names =
        keepsAll
            ? others.keySet().stream().limit(MOST_PUBLISHED).toList()
            : List.copyOf((map.otherWays().isEmpty() ? others : kept).keySet());
    for (String name : names) {
      Way way = others.remove(name);
      if (way != null) {
        published.put(name, way);
      }
    }
    Set<String> all = new LinkedHashSet<>(kept.keySet());
    all.addAll(published.keySet());
    all.forEach(name -> compare(place, steps(name, kept), steps(name, published)));
    compare(place, otherSteps(map.otherWays()), otherSteps(sum(others.values())));
    if (keepsAll || map.otherWays().isEmpty()) {
      compare(place, removals(map), removals(recount));
    }
  }

  private static Map<Window, Long> sum(Collection<Way> ways) {
    Map<Window, Long> sum = new EnumMap<>(Window.class);
    ways.forEach(
        way -> way.steps().forEach((window, count) -> sum.merge(window, count, Long::sum)));
    return sum;
  }

  private static Map<String, Way> byName(List<Way> ways) {
    Map<String, Way> names = new LinkedHashMap<>();
    ways.forEach(way -> names.put(FlatFigures.name(way), way));
    return names;
  }

  private static Map<String, Number> steps(String name, Map<String, Way> ways) {
    Map<String, Number> steps = new LinkedHashMap<>();
    Way way = ways.get(name);
    if (way != null) {
      way.steps()
          .forEach((window, count) -> steps.put(FlatFigures.name(window) + ": " + name, count));
    }
    return steps;
  }

  private static Map<String, Number> otherSteps(Map<Window, Long> others) {
    Map<String, Number> steps = new LinkedHashMap<>();
    others.forEach(
        (window, count) -> {
          if (count != 0) {
            steps.put(FlatFigures.name(window) + ": other ways", count);
          }
        });
    return steps;
  }

  /** Returns whether the map has room for all ways into each stage, and those taken back. */
  private static boolean keepsAll(List<Way> ways) {
    Map<String, Set<Object>> byStage = new LinkedHashMap<>();
    for (Way way : ways) {
      CellName to = way.to();
      if (to != null) {
        Set<Object> into = byStage.computeIfAbsent(to.stage(), stage -> new HashSet<>());
        into.add(way);
        // A customer may have been lost after any cell, and have come back.
        into.add(to);
      }
    }
    return byStage.values().stream().allMatch(into -> into.size() <= MOST_WAYS);
  }

  private static Map<String, Number> removals(SegmentFigures figures) {
    Map<String, Number> removals = new LinkedHashMap<>();
    for (Removal removal : figures.removals()) {
      removal
          .shares()
          .forEach(
              (window, share) ->
                  removals.put(
                      FlatFigures.name(window) + ": removal of " + FlatFigures.name(removal.cell()),
                      share));
    }
    return removals;
  }
}

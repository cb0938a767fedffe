package io.waymark.recount;

import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.Window;
import io.waymark.recount.Facts.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the figures of all ways of a segment, none of them as another. */
final class WayRecount {
  private record Ends(@Nullable CellName from, @Nullable CellName to) {}

  private final Map<Ends, List<Passage>> ways;
  private final String goal;
  private final long asOfMillis;

  WayRecount(Facts facts, String goal, long asOfMillis) {
    this.ways =
        facts.passages().stream()
            .collect(
                Collectors.groupingBy(
                    each -> new Ends(each.from(), each.to()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    this.goal = goal;
    this.asOfMillis = asOfMillis;
  }

  SegmentFigures figures() {
    List<Way> figures = new ArrayList<>();
    ways.keySet().forEach(ends -> figures.add(new Way(ends.from(), ends.to(), steps(ends))));
    figures.sort(
        Comparator.comparing((Way way) -> -steps(way, Window.MONTH))
            .thenComparing(way -> -steps(way, Window.ALL))
            .thenComparing(way -> CellNumber.from(way.from()))
            .thenComparing(way -> CellNumber.to(way.to())));
    return new SegmentFigures(figures, Map.of(), removals());
  }

  private static long steps(Way way, Window window) {
    return way.steps().getOrDefault(window, 0L);
  }

  private Map<Window, Long> steps(Ends ends) {
    Map<Window, Long> steps = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      long count = steps(ends, window);
      if (count > 0) {
        steps.put(window, count);
      }
    }
    return steps;
  }

  private long steps(Ends ends, Window window) {
    Span span = Span.of(window, asOfMillis);
    return ways.getOrDefault(ends, List.of()).stream()
        .filter(passage -> span.holds(passage.millis()))
        .count();
  }

  private List<Removal> removals() {
    Map<CellName, Map<Window, Double>> shares = new LinkedHashMap<>();
    for (Window window : List.of(Window.MONTH, Window.ALL)) {
      RemovalRecount chain = new RemovalRecount(goal);
      ways.keySet().forEach(ends -> chain.add(ends.from(), ends.to(), steps(ends, window)));
      chain
          .effects()
          .forEach(
              (cell, share) ->
                  shares
                      .computeIfAbsent(cell, each -> new EnumMap<>(Window.class))
                      .put(window, share));
    }
    return shares.entrySet().stream()
        .map(each -> new Removal(each.getKey(), each.getValue()))
        .sorted(Comparator.comparing((Removal each) -> -share(each)))
        .toList();
  }

  private static double share(Removal removal) {
    return removal.shares().getOrDefault(Window.MONTH, 0.0);
  }
}

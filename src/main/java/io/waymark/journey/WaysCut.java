package io.waymark.journey;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the figures of the ways between the cells of one segment. */
final class WaysCut {
  /** The ways that are published of a segment; all others count as one. */
  private static final int MOST_WAYS = 500;

  private record Way(long from, long to, Map<Window, Long> steps) {
    Way {
      steps = Map.copyOf(steps);
    }

    long steps(Window window) {
      return steps.getOrDefault(window, 0L);
    }
  }

  /** The most frequent first, with an order of its own where they are equally so. */
  private static final Comparator<Way> ORDER =
      Comparator.comparing((Way way) -> -way.steps(Window.MONTH))
          .thenComparing(way -> -way.steps(Window.ALL))
          .thenComparing(Way::from)
          .thenComparing(Way::to);

  private final JourneyMap map;
  private final Lifecycle lifecycle;

  WaysCut(JourneyMap map, Lifecycle lifecycle) {
    this.map = map;
    this.lifecycle = lifecycle;
  }

  SegmentFigures figures(Map<String, MapPart> parts, long asOfMillis) {
    List<Way> ways = new ArrayList<>();
    Map<Window, Long> others = new EnumMap<>(Window.class);
    for (MapPart part : parts.values()) {
      part.ways.forEach(
          (way, rings) -> {
            Map<Window, Long> steps = steps(rings, asOfMillis);
            if (way.equals(MapPart.OTHER_WAYS)) {
              steps.forEach((window, count) -> others.merge(window, count, Long::sum));
            } else if (!steps.isEmpty()) {
              // A customer who came back was not lost: that way has been taken back.
              ways.add(new Way(way.from(), way.to(), steps));
            }
          });
    }
    ways.sort(ORDER);
    for (Way way : ways.subList(Math.min(MOST_WAYS, ways.size()), ways.size())) {
      way.steps().forEach((window, count) -> others.merge(window, count, Long::sum));
    }
    List<SegmentFigures.Way> named =
        ways.stream()
            .map(way -> new SegmentFigures.Way(name(way.from()), name(way.to()), way.steps()))
            .toList();
    return new SegmentFigures(
        named.subList(0, Math.min(MOST_WAYS, named.size())),
        others,
        GoalChain.removals(named, lifecycle.goal()));
  }

  private static Map<Window, Long> steps(Rings rings, long asOfMillis) {
    Map<Window, Long> steps = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      long count = rings.sums(window, Minutes.of(asOfMillis)).get(Measure.STEPS, Rings.ALL_TIME);
      if (count != 0) {
        steps.put(window, count);
      }
    }
    return steps;
  }

  private @Nullable CellName name(long id) {
    if (id <= Place.LOST) {
      return null;
    }
    Cell cell = map.cell(id);
    return new CellName(cell.stage(), cell.channel(), cell.type());
  }
}

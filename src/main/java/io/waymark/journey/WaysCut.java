package io.waymark.journey;

import io.waymark.journey.estimate.AbsorbingChain;
import io.waymark.journey.estimate.AbsorbingChain.Edge;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the figures of the ways between the cells of one segment. */
final class WaysCut {
  /** The ways that are published of a segment; all others count as one. */
  private static final int MOST_WAYS = 500;

  private static final List<Window> CHAINS = List.of(Window.MONTH, Window.ALL);

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
    List<SegmentFigures.Way> kept =
        ways.stream()
            .limit(MOST_WAYS)
            .map(way -> new SegmentFigures.Way(name(way.from()), name(way.to()), way.steps()))
            .toList();
    return new SegmentFigures(kept, others, removals(ways));
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

  private List<Removal> removals(List<Way> ways) {
    Map<Long, Map<Window, Double>> shares = new TreeMap<>();
    for (Window window : CHAINS) {
      removals(ways, window)
          .forEach(
              (cell, share) ->
                  shares
                      .computeIfAbsent(cell, c -> new EnumMap<>(Window.class))
                      .put(window, share));
    }
    return shares.entrySet().stream()
        .map(each -> new Removal(nameOfCell(each.getKey()), each.getValue()))
        .sorted(
            Comparator.comparing((Removal each) -> -each.shares().getOrDefault(Window.MONTH, 0.0))
                .thenComparing(each -> -each.shares().getOrDefault(Window.ALL, 0.0))
                .thenComparing(each -> each.cell().toString()))
        .toList();
  }

  private CellName nameOfCell(long id) {
    Cell cell = map.cell(id);
    return new CellName(cell.stage(), cell.channel(), cell.type());
  }

  /**
   * Returns the removal effect of each cell that leads to the goal; all cells of its stage are it.
   */
  private Map<Long, Double> removals(List<Way> ways, Window window) {
    Map<Long, Integer> nodes = new LinkedHashMap<>();
    int start = 0;
    int lost = 1;
    int goal = 2;
    nodes.put(Place.START, start);
    nodes.put(Place.LOST, lost);
    List<Edge> edges = new ArrayList<>();
    for (Way way : ways) {
      if (way.steps(window) > 0) {
        edges.add(
            new Edge(
                node(nodes, way.from(), goal), node(nodes, way.to(), goal), way.steps(window)));
      }
    }
    AbsorbingChain chain = AbsorbingChain.of(nodes.size() + 1, edges, start, goal, lost);
    Map<Long, Double> effects = new LinkedHashMap<>();
    nodes.forEach(
        (cell, node) -> {
          if (node > goal) {
            chain
                .removalEffect(node)
                .ifPresent(
                    effect -> {
                      if (effect > 0) {
                        effects.put(cell, effect);
                      }
                    });
          }
        });
    return effects;
  }

  private int node(Map<Long, Integer> nodes, long cell, int goal) {
    boolean isGoal = cell > Place.LOST && map.cell(cell).stage().equals(lifecycle.goal());
    // The goal has no entry of its own, so the next number is one more than there are.
    return isGoal ? goal : nodes.computeIfAbsent(cell, c -> nodes.size() + 1);
  }
}

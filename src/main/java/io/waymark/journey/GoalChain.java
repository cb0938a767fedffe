package io.waymark.journey;

import io.waymark.journey.estimate.AbsorbingChain;
import io.waymark.journey.estimate.AbsorbingChain.Edge;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Removal;
import io.waymark.model.SegmentFigures.Way;
import io.waymark.model.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chain of cells that customers walk until they reach a goal or are lost. The goal is a stage:
 * all its cells are one state.
 */
public final class GoalChain {
  /** The windows that hold enough steps. */
  private static final List<Window> WINDOWS = List.of(Window.MONTH, Window.ALL);

  private static final int START = 0;
  private static final int LOST = 1;
  private static final int GOAL = 2;

  private final String goal;

  /** The cells before the goal, numbered from the one after it. */
  private final Map<CellName, Integer> nodes = new LinkedHashMap<>();

  private final List<Edge> edges = new ArrayList<>();

  private GoalChain(String goal) {
    this.goal = goal;
  }

  /**
   * Returns the removal effect of each cell that leads to a goal, the largest first.
   *
   * @param goal the name of a stage
   */
  public static List<Removal> removals(List<Way> ways, String goal) {
    Map<CellName, Map<Window, Double>> shares = new HashMap<>();
    for (Window window : WINDOWS) {
      GoalChain chain = new GoalChain(goal);
      ways.forEach(way -> chain.add(way, way.steps().getOrDefault(window, 0L)));
      chain
          .effects()
          .forEach(
              (cell, share) ->
                  shares
                      .computeIfAbsent(cell, c -> new EnumMap<>(Window.class))
                      .put(window, share));
    }
    return shares.entrySet().stream()
        .map(each -> new Removal(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing((Removal each) -> -each.shares().getOrDefault(Window.MONTH, 0.0))
                .thenComparing(each -> -each.shares().getOrDefault(Window.ALL, 0.0))
                .thenComparing(each -> each.cell().toString()))
        .toList();
  }

  private void add(Way way, long steps) {
    if (steps > 0) {
      edges.add(new Edge(node(way.from(), START), node(way.to(), LOST), steps));
    }
  }

  private int node(@Nullable CellName cell, int end) {
    if (cell == null) {
      return end;
    }
    return cell.stage().equals(goal)
        ? GOAL
        : nodes.computeIfAbsent(cell, c -> GOAL + 1 + nodes.size());
  }

  private Map<CellName, Double> effects() {
    AbsorbingChain chain = AbsorbingChain.of(GOAL + 1 + nodes.size(), edges, START, GOAL, LOST);
    Map<CellName, Double> effects = new LinkedHashMap<>();
    nodes.forEach(
        (cell, node) ->
            chain
                .removalEffect(node)
                .ifPresent(
                    effect -> {
                      if (effect > 0) {
                        effects.put(cell, effect);
                      }
                    }));
    return effects;
  }
}

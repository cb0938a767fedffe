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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The chain of cells that customers walk until they reach a goal or are lost. The goal is a stage:
 * all its cells are one state.
 *
 * <p>Solving a chain costs the cube of its states, so at most {@link #MOST_CELLS} cells, the
 * busiest, have a state of their own; of each stage all other cells are one state, which has no
 * effect. Paths through those forget by which cell they came.
 */
public final class GoalChain {
  /**
   * The cells with a state of their own: more than the picture shows, and few enough that the 34
   * chains of a cut, two of each segment, are solved in 0.1 to 0.2 s.
   */
  static final int MOST_CELLS = 128;

  /** The windows that hold enough steps. */
  private static final List<Window> WINDOWS = List.of(Window.MONTH, Window.ALL);

  private static final Comparator<CellName> BY_NAME =
      Comparator.comparing(CellName::stage)
          .thenComparing(CellName::channel)
          .thenComparing(CellName::type);

  private static final int START = 0;
  private static final int LOST = 1;
  private static final int GOAL = 2;

  private final String goal;
  private final Set<CellName> busiest;

  /** The states before the goal, numbered from the one after it. */
  private final Map<CellName, Integer> cells = new LinkedHashMap<>();

  private final Map<String, Integer> otherCells = new HashMap<>();
  private int states = GOAL + 1;
  private final List<Edge> edges = new ArrayList<>();

  private GoalChain(String goal, Set<CellName> busiest) {
    this.goal = goal;
    this.busiest = busiest;
  }

  /**
   * Returns the removal effect of each cell that leads to a goal, the largest first.
   *
   * @param goal the name of a stage
   */
  public static List<Removal> removals(List<Way> ways, String goal) {
    Map<CellName, Map<Window, Double>> shares = new HashMap<>();
    for (Window window : WINDOWS) {
      GoalChain chain = new GoalChain(goal, busiest(ways, goal, window));
      ways.forEach(way -> chain.add(way, steps(way, window)));
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

  private static long steps(Way way, Window window) {
    return way.steps().getOrDefault(window, 0L);
  }

  /**
   * Returns the cells before the goal that most steps lead to, of equal ones by their names. Steps
   * that leave the goal are none of the chain.
   */
  private static Set<CellName> busiest(List<Way> ways, String goal, Window window) {
    Map<CellName, Long> steps = new HashMap<>();
    for (Way way : ways) {
      long count = steps(way, window);
      if (count > 0 && !isGoal(way.from(), goal)) {
        count(steps, way.from(), goal, 0);
        count(steps, way.to(), goal, count);
      }
    }
    if (steps.size() <= MOST_CELLS) {
      return steps.keySet();
    }
    return steps.entrySet().stream()
        .sorted(
            Map.Entry.<CellName, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry::getKey, BY_NAME))
        .limit(MOST_CELLS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static void count(
      Map<CellName, Long> steps, @Nullable CellName cell, String goal, long count) {
    if (cell != null && !isGoal(cell, goal)) {
      steps.merge(cell, count, Long::sum);
    }
  }

  private static boolean isGoal(@Nullable CellName cell, String goal) {
    return cell != null && cell.stage().equals(goal);
  }

  private void add(Way way, long steps) {
    if (steps > 0) {
      edges.add(new Edge(state(way.from(), START), state(way.to(), LOST), steps));
    }
  }

  private int state(@Nullable CellName cell, int end) {
    if (cell == null) {
      return end;
    }
    if (isGoal(cell, goal)) {
      return GOAL;
    }
    return busiest.contains(cell)
        ? cells.computeIfAbsent(cell, c -> states++)
        : otherCells.computeIfAbsent(cell.stage(), c -> states++);
  }

  private Map<CellName, Double> effects() {
    AbsorbingChain chain = AbsorbingChain.of(states, edges, START, GOAL, LOST);
    Map<CellName, Double> effects = new LinkedHashMap<>();
    cells.forEach(
        (cell, state) ->
            chain
                .removalEffect(state)
                .ifPresent(
                    effect -> {
                      if (effect > 0) {
                        effects.put(cell, effect);
                      }
                    }));
    return effects;
  }
}

package io.waymark.recount;

import io.waymark.model.SegmentFigures.CellName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The removal effect of each cell: one minus the probability that the chain of cells reaches the
 * goal when all who come to the cell are lost there, divided by the probability that it does. The
 * chain is solved anew for each cell, by Gaussian elimination with pivoting.
 *
 * <p>The 128 cells before the goal that most steps lead to are apart, of equal ones the first by
 * stage, channel and type; of each stage the others are one node, which has no effect.
 */
final class RemovalRecount {
  private static final String START = "start";
  private static final String GOAL = "goal";
  private static final String LOST = "lost";

  private static final int MOST_CELLS = 128;

  private record Edge(Object from, Object to, double steps) {}

  /** Stands for the cells of a stage that are not apart. */
  private record Others(String stage) {}

  private final String goalStage;
  private List<Edge> edges = new ArrayList<>();

  /** Creates a chain whose goal are all cells of a stage. */
  RemovalRecount(String goalStage) {
    this.goalStage = goalStage;
  }

  void add(@Nullable CellName from, @Nullable CellName to, long steps) {
    Object begin = from == null ? START : node(from);
    if (steps > 0 && !begin.equals(GOAL)) {
      edges.add(new Edge(begin, to == null ? LOST : node(to), (double) steps));
    }
  }

  private Object node(CellName cell) {
    return cell.stage().equals(goalStage) ? GOAL : cell;
  }

  /** Returns the effects that are more than 0: of the cells on a way from start to goal. */
  Map<CellName, Double> effects() {
    Set<CellName> apart = busiest();
    edges =
        edges.stream()
            .map(
                edge ->
                    new Edge(merged(edge.from(), apart), merged(edge.to(), apart), edge.steps()))
            .toList();
    Set<Object> between = reached(START, Edge::from, Edge::to);
    between.retainAll(reached(GOAL, Edge::to, Edge::from));
    Map<CellName, Double> effects = new LinkedHashMap<>();
    double reached = reachesGoal(between, LOST);
    for (Object node : between) {
      if (node instanceof CellName cell) {
        effects.put(cell, 1 - reachesGoal(between, cell) / reached);
      }
    }
    return effects;
  }

  private static Object merged(Object node, Set<CellName> apart) {
    return node instanceof CellName cell && !apart.contains(cell) ? new Others(cell.stage()) : node;
  }

  private Set<CellName> busiest() {
    Map<CellName, Double> steps = new HashMap<>();
    for (Edge edge : edges) {
      if (edge.from() instanceof CellName cell) {
        steps.merge(cell, 0.0, Double::sum);
      }
      if (edge.to() instanceof CellName cell) {
        steps.merge(cell, edge.steps(), Double::sum);
      }
    }
    return steps.keySet().stream()
        .sorted(
            Comparator.comparing((CellName cell) -> -steps.getOrDefault(cell, 0.0))
                .thenComparing(CellName::stage)
                .thenComparing(CellName::channel)
                .thenComparing(CellName::type))
        .limit(MOST_CELLS)
        .collect(Collectors.toSet());
  }

  /** Returns the nodes to which edges lead from one, or back from one. */
  private Set<Object> reached(
      Object origin, Function<Edge, Object> here, Function<Edge, Object> next) {
    Set<Object> reached = new HashSet<>(Set.of(origin));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Edge edge : edges) {
        grows |= reached.contains(here.apply(edge)) && reached.add(next.apply(edge));
      }
    }
    return reached;
  }

  /** Returns the probability of the goal where all who come to a node are lost there. */
  private double reachesGoal(Set<Object> between, Object removed) {
    List<Object> unknown = new ArrayList<>(between);
    unknown.remove(GOAL);
    unknown.remove(removed);
    if (!unknown.contains(START)) {
      return 0;
    }
    Map<Object, List<Edge>> outgoing = edges.stream().collect(Collectors.groupingBy(Edge::from));
    int size = unknown.size();
    Map<Object, Integer> places = new HashMap<>();
    unknown.forEach(node -> places.put(node, places.size()));
    double[][] equations = new double[size][size + 1];
    for (int row = 0; row < size; row++) {
      List<Edge> next = outgoing.getOrDefault(unknown.get(row), List.of());
      double all = next.stream().mapToDouble(Edge::steps).sum();
      equations[row][row] = 1;
      for (Edge edge : next) {
        Integer column = places.get(edge.to());
        if (edge.to().equals(GOAL)) {
          equations[row][size] += edge.steps() / all;
        } else if (column != null) {
          equations[row][column] -= edge.steps() / all;
        }
      }
    }
    return solve(equations)[Objects.requireNonNull(places.get(START))];
  }

  private static double[] solve(double[][] equations) {
    int size = equations.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column; row < size; row++) {
        if (Math.abs(equations[row][column]) > Math.abs(equations[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = equations[column];
      equations[column] = equations[pivot];
      equations[pivot] = swapped;
      for (int row = column + 1; row < size; row++) {
        double factor = equations[row][column] / equations[column][column];
        for (int i = column; factor != 0 && i <= size; i++) {
          equations[row][i] -= factor * equations[column][i];
        }
      }
    }
    double[] solution = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double known = 0;
      for (int i = row + 1; i < size; i++) {
        known += equations[row][i] * solution[i];
      }
      solution[row] = (equations[row][size] - known) / equations[row][row];
    }
    return solution;
  }
}

package io.waymark.journey.estimate;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Paths as a Markov chain: from each node the next one is drawn by how often it followed. Paths end
 * at the goal or are lost: at the node named so, at one that nothing follows, and in circles that
 * have no way out.
 *
 * <p>The removal effect of a node x is 1 - P(goal, x to lost) / P(goal). With the fundamental
 * matrix N = (I - Q)^-1 of the nodes between, a path from the start s ever meets x with probability
 * N_sx / N_xx, so the effect is N_sx h_x / (N_xx h_s), where h are the probabilities of the goal:
 * one inverse serves all nodes. Only nodes between start and goal are in the matrix; rows are kept
 * sparse by skipping zeros, which the few edges of a map leave most of.
 *
 * <p>Sources: J. G. Kemeny and J. L. Snell, Finite Markov Chains (1960), chapter 3; E. Anderl, I.
 * Becker, F. von Wangenheim and J. H. Schumann, Int. J. of Research in Marketing 33 (2016) 457, for
 * the removal effect.
 */
public final class AbsorbingChain {
  private static final int OUTSIDE = -1;

  /**
   * How often one node followed another.
   *
   * @param from number of the node before, from 0
   * @param to number of the node after
   */
  public record Edge(int from, int to, long count) {
    /** Checks the numbers. */
    public Edge {
      if (from < 0 || to < 0) {
        throw new IllegalArgumentException("an edge from %d to %d".formatted(from, to));
      }
      CountCheck.check("the count of an edge", count);
    }
  }

  private final int goal;
  private final int lost;

  /** The row in the matrix of each node, or outside. */
  private final int[] rows;

  private final double reachesGoal;
  private final double[] removalEffects;

  private AbsorbingChain(int nodes, List<Edge> edges, int start, int goal, int lost) {
    this.goal = goal;
    this.lost = lost;
    boolean[] before = reach(nodes, edges, goal, false);
    boolean[] after = reach(nodes, edges, start, true);
    rows = new int[nodes];
    int size = 0;
    for (int node = 0; node < nodes; node++) {
      boolean isBetween = before[node] && after[node] && node != goal;
      rows[node] = isBetween ? size++ : OUTSIDE;
    }
    removalEffects = new double[size];
    reachesGoal = rows[start] == OUTSIDE ? 0 : solve(edges, rows[start]);
  }

  /**
   * Returns the chain of paths.
   *
   * @param nodes number of nodes
   * @param edges in any order; edges between the same nodes add up, those that leave goal or lost
   *     are ignored
   */
  public static AbsorbingChain of(
      int nodes, Collection<Edge> edges, int start, int goal, int lost) {
    for (int node : new int[] {start, goal, lost}) {
      if (node < 0 || node >= nodes) {
        throw new IllegalArgumentException("node %d of %d".formatted(node, nodes));
      }
    }
    if (start == goal || start == lost || goal == lost) {
      throw new IllegalArgumentException(
          "start %d, goal %d and lost %d must differ".formatted(start, goal, lost));
    }
    List<Edge> used =
        edges.stream()
            .filter(edge -> edge.count > 0 && edge.from != goal && edge.from != lost)
            .toList();
    for (Edge edge : used) {
      if (Math.max(edge.from, edge.to) >= nodes) {
        throw new IllegalArgumentException("%s in a chain of %d nodes".formatted(edge, nodes));
      }
    }
    return new AbsorbingChain(nodes, used, start, goal, lost);
  }

  /**
   * Returns the share of the goal that would be lost with a node; empty if no path reaches the goal
   * anyway.
   */
  public OptionalDouble removalEffect(int node) {
    if (node == goal || node == lost) {
      throw new IllegalArgumentException("node %d is the goal or lost".formatted(node));
    }
    if (reachesGoal == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(rows[node] == OUTSIDE ? 0 : removalEffects[rows[node]]);
  }

  /** Fills the removal effects and returns the probability of the goal. */
  private double solve(List<Edge> edges, int start) {
    int size = removalEffects.length;
    double[] total = new double[rows.length];
    edges.forEach(edge -> total[edge.from] += edge.count);
    double[][] matrix = new double[size][size];
    double[] toGoal = new double[size];
    for (int row = 0; row < size; row++) {
      matrix[row][row] = 1;
    }
    for (Edge edge : edges) {
      int from = rows[edge.from];
      if (from != OUTSIDE) {
        double probability = edge.count / total[edge.from];
        if (edge.to == goal) {
          toGoal[from] += probability;
        } else if (rows[edge.to] != OUTSIDE) {
          matrix[from][rows[edge.to]] -= probability;
        }
      }
    }
    invert(matrix);
    double[] goalFrom = new double[size];
    Arrays.setAll(goalFrom, row -> product(matrix[row], toGoal));
    for (int x = 0; x < size; x++) {
      double met = matrix[start][x] / matrix[x][x];
      removalEffects[x] = Math.min(1, met * goalFrom[x] / goalFrom[start]);
    }
    return Math.min(1, goalFrom[start]);
  }

  /**
   * Inverts in place by Gauss-Jordan elimination. I - Q is an M-matrix: its pivots stay positive in
   * any order, so none is looked for.
   */
  private static void invert(double[][] matrix) {
    for (int pivot = 0; pivot < matrix.length; pivot++) {
      double[] row = matrix[pivot];
      double scale = 1 / row[pivot];
      row[pivot] = 1;
      int[] filled = new int[row.length];
      int size = 0;
      for (int column = 0; column < row.length; column++) {
        if (row[column] != 0) {
          row[column] *= scale;
          filled[size++] = column;
        }
      }
      for (int other = 0; other < matrix.length; other++) {
        double factor = matrix[other][pivot];
        if (other != pivot && factor != 0) {
          matrix[other][pivot] = 0;
          subtract(matrix[other], row, factor, filled, size);
        }
      }
    }
  }

  private static void subtract(double[] from, double[] row, double factor, int[] filled, int size) {
    for (int i = 0; i < size; i++) {
      from[filled[i]] -= factor * row[filled[i]];
    }
  }

  private static double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** Returns the nodes that a node leads to or, against the edges, that lead to it. */
  private static boolean[] reach(int nodes, List<Edge> edges, int origin, boolean isForward) {
    boolean[] reached = new boolean[nodes];
    int[] begin = new int[nodes + 1];
    for (Edge edge : edges) {
      begin[1 + (isForward ? edge.from : edge.to)]++;
    }
    for (int node = 0; node < nodes; node++) {
      begin[node + 1] += begin[node];
    }
    int[] filled = begin.clone();
    int[] neighbours = new int[edges.size()];
    for (Edge edge : edges) {
      neighbours[filled[isForward ? edge.from : edge.to]++] = isForward ? edge.to : edge.from;
    }
    int[] left = new int[nodes];
    int size = 0;
    left[size++] = origin;
    reached[origin] = true;
    while (size > 0) {
      int node = left[--size];
      for (int i = begin[node]; i < begin[node + 1]; i++) {
        int next = neighbours[i];
        if (!reached[next]) {
          reached[next] = true;
          left[size++] = next;
        }
      }
    }
    return reached;
  }
}

package io.waymark.expression;

import java.util.Arrays;

/**
 * The steps that each node of an expression costs when it has been evaluated, looked up by the
 * node's id, which CEL counts from 1. Computed once by {@link StepCounting}.
 */
final class StepCosts {
  private static final int FAILURE = 80;

  /** The steps that a failure costs more for each level of nesting, as its stack trace grows. */
  private static final int FAILURE_BY_DEPTH = 4;

  /** The ways in which an operator looks at a list or map. */
  enum Walk {
    /** The operator does not look into it. */
    NONE,
    /** The operator looks at all that it holds. */
    DEEP,
    /** The operator looks for an item by its number. */
    INDEX
  }

  private int[] steps = new int[16];
  private int[] textSteps = new int[16];
  private Walk[] walks = none(16);
  private boolean[] loops = new boolean[16];
  private boolean[] joins = new boolean[16];
  private boolean hasRepeats;

  /** Returns the steps of an operation at a level of nesting that fails. */
  static int failure(int depth) {
    return FAILURE + FAILURE_BY_DEPTH * depth;
  }

  /** Returns the steps of a node whatever its value is; negative where a failure is given back. */
  int steps(int id) {
    return steps[id];
  }

  /** Returns the steps of a node for each 1,024 characters of its value. */
  int textSteps(int id) {
    return textSteps[id];
  }

  Walk walk(int id) {
    return walks[id];
  }

  /** Returns whether the node is the condition of a loop, whose body runs if it is true. */
  boolean isLoop(int id) {
    return loops[id];
  }

  /** Returns whether the node's value is new, made of its operands. */
  boolean isJoin(int id) {
    return joins[id];
  }

  /** Returns whether a name is asked for more than once in an evaluation. */
  boolean hasRepeats() {
    return hasRepeats;
  }

  void addSteps(int id, int more) {
    grow(id);
    steps[id] += more;
  }

  void setTextSteps(int id, int each1024) {
    grow(id);
    textSteps[id] = each1024;
  }

  void setWalk(int id, Walk walk) {
    grow(id);
    walks[id] = walk;
  }

  void setLoop(int id) {
    grow(id);
    loops[id] = true;
  }

  void setJoin(int id) {
    grow(id);
    joins[id] = true;
  }

  void setRepeats() {
    hasRepeats = true;
  }

  private void grow(int id) {
    if (id >= steps.length) {
      int size = Math.max(id + 1, 2 * steps.length);
      Walk[] more = none(size);
      System.arraycopy(walks, 0, more, 0, walks.length);
      walks = more;
      steps = Arrays.copyOf(steps, size);
      textSteps = Arrays.copyOf(textSteps, size);
      loops = Arrays.copyOf(loops, size);
      joins = Arrays.copyOf(joins, size);
    }
  }

  private static Walk[] none(int size) {
    Walk[] walks = new Walk[size];
    Arrays.fill(walks, Walk.NONE);
    return walks;
  }
}

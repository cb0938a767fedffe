package io.waymark.rule;

import io.waymark.expression.Expression;
import org.jspecify.annotations.Nullable;

/** A step of a pattern. */
public sealed interface Step {
  /** Returns the types that the step asks for: any of them, or each of them under {@code all}. */
  Types types();

  /**
   * Returns the condition on a touchpoint of these types, over {@code event.*} and earlier steps;
   * null for none.
   */
  @Nullable Expression where();

  /** Returns whether {@code where} needs more than the current touchpoint. */
  default boolean looksBack() {
    Expression where = where();
    return where != null && where.names().stream().anyMatch(name -> !name.startsWith("event."));
  }

  /**
   * A step that chooses touchpoints.
   *
   * @param name what later steps and the trigger call it
   * @param choice how many are chosen
   * @param optional whether none may be chosen instead
   * @param withinMillis the first one chosen comes less than this after the last one chosen before
   *     it; 0 for no bound
   * @param having the condition on what the step itself has chosen, asked at its last touchpoint;
   *     null for none
   */
  record Positive(
      String name,
      Types types,
      @Nullable Expression where,
      Choice choice,
      boolean optional,
      long withinMillis,
      @Nullable Expression having)
      implements Step {

    /** Creates a step without a condition on what it has chosen. */
    public Positive(
        String name,
        Types types,
        @Nullable Expression where,
        Choice choice,
        boolean optional,
        long withinMillis) {
      this(name, types, where, choice, optional, withinMillis, null);
    }

    /** Returns whether a match may go without any touchpoint of the step. */
    public boolean mayBeLeftOut() {
      return optional || (choice instanceof Range range && range.least() == 0);
    }

    /** Returns whether every touchpoint that satisfies the step is counted. */
    public boolean countsAll() {
      return choice instanceof Range;
    }

    /**
     * Returns the value that must differ between the chosen touchpoints; null where it may be
     * equal.
     */
    public @Nullable Expression distinct() {
      return choice instanceof Times times ? times.distinct() : null;
    }

    /** Returns at how many places a run can wait that has chosen a part of the step. */
    public int places() {
      return choice instanceof EachType
          ? (1 << types.size()) - 2
          : choice instanceof Range range ? range.places() : size() - 1;
    }

    /** Returns the most touchpoints that the step chooses. */
    public int size() {
      return choice instanceof Times times
          ? times.count()
          : choice instanceof Range range ? Math.min(range.most(), Range.MOST) : types.size();
    }
  }

  /** The way in which a step chooses touchpoints. */
  sealed interface Choice {}

  /**
   * A choice of a number of touchpoints of any of the types.
   *
   * @param distinct over {@code event.*}, no two of them have the same value; a touchpoint without
   *     the value does not count. Null where values do not matter.
   */
  record Times(int count, @Nullable Expression distinct) implements Choice {
    static final Times ONCE = new Times(1, null);
  }

  /**
   * A choice of all touchpoints that satisfy the step between its neighbours, or, in a first step,
   * from the first one chosen on. Their number lies in the range.
   *
   * @param most {@link #OPEN} for any number from {@code least} on
   */
  record Range(int least, int most) implements Choice {
    public static final int OPEN = Integer.MAX_VALUE;

    /** The most touchpoints that a run keeps of an open range. */
    public static final int MOST = 50;

    public boolean isOpen() {
      return most == OPEN;
    }

    /**
     * Returns how many counts leave a chain inside the step: in an open range the last of them
     * stands for all counts from {@code least} on.
     */
    int places() {
      return isOpen() ? Math.max(1, least) : most - 1;
    }

    /** Returns the range as it is written. */
    public String text() {
      return isOpen() ? least + "+" : least == most ? "exactly " + least : least + "-" + most;
    }
  }

  /** A choice of one touchpoint of each type, in any order; {@code all} in YAML. */
  record EachType() implements Choice {}

  /**
   * A touchpoint that must not lie between its neighbours, or in the time after the last step.
   *
   * @param forMillis how long after the step before it, where it ends the pattern; else 0
   * @param correlated whether it must share the value that the pattern correlates by
   */
  record Absent(Types types, @Nullable Expression where, long forMillis, boolean correlated)
      implements Step {
    /** Creates an absence that shares the value of the pattern. */
    public Absent(Types types, @Nullable Expression where, long forMillis) {
      this(types, where, forMillis, true);
    }
  }
}

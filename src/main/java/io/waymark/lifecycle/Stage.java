package io.waymark.lifecycle;

import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stage, the conditions for entering it, and what is expected of a visit to it.
 *
 * @param on the touchpoint types that enter it
 * @param where over {@code event.*} and {@code customer.*}; null for always
 * @param moves by which it may be entered
 * @param from the stages from which it may be entered; empty for any, also for none
 * @param lostMillis the time without a touchpoint after which a customer counts as lost
 */
public record Stage(
    String name,
    Set<String> on,
    @Nullable Expression where,
    Set<Move> moves,
    Set<String> from,
    long lostMillis,
    Plan plan) {
  public static final long DEFAULT_LOST_MILLIS = Duration.ofDays(30).toMillis();

  public static final long DEFAULT_HORIZON_MILLIS = Duration.ofDays(7).toMillis();

  public Stage {
    on = Set.copyOf(on);
    moves = Set.copyOf(moves);
    from = Set.copyOf(from);
  }

  /** A kind of move from one stage to another. */
  public enum Move {
    /** A move to the next stage. */
    FORWARD,
    /** A move forward that skips one or more stages. */
    SKIP,
    /** A move to an earlier stage. */
    BACK
  }

  /** Returns a stage that the lifecycle no longer has: nothing enters it. */
  public static Stage removed(String name) {
    return new Stage(name, Set.of(), null, Set.of(), Set.of(), DEFAULT_LOST_MILLIS, Plan.NONE);
  }

  /**
   * Returns the time from its start within which a visit is to end: that of the plan, else seven
   * days. It is fixed, as a horizon that moved with the data could not be recounted.
   */
  public long horizonMillis() {
    return plan.withinMillis() > 0 ? plan.withinMillis() : DEFAULT_HORIZON_MILLIS;
  }

  boolean allows(int fromRank, int toRank, @Nullable String current) {
    Move move = toRank < fromRank ? Move.BACK : toRank == fromRank + 1 ? Move.FORWARD : Move.SKIP;
    return moves.contains(move) && (from.isEmpty() || (current != null && from.contains(current)));
  }

  boolean isEnteredBy(String type, Scope scope) {
    return on.contains(type) && (where == null || where.test(scope));
  }
}

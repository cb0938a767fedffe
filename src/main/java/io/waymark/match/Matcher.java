package io.waymark.match;

import io.waymark.model.Match;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the matches of one rule. It holds no state of a customer: that is in the {@link Runs} which
 * callers pass and keep.
 *
 * <p>Callers feed the touchpoints of one customer (and one correlation value) in order, at least
 * those that fulfil a step, and {@link #expire} with a touchpoint's time before they {@link
 * #advance} with it: a deadline comes before a touchpoint of the same time. A match clears the
 * runs.
 */
public interface Matcher {
  /** Returns runs of which none is open. */
  Runs start();

  /** Applies a touchpoint and returns the match that it completes, if it does. */
  Optional<Match> advance(Runs runs, Touchpoint touchpoint);

  /**
   * Applies a touchpoint of another correlation value, or of none: it is chosen for nothing, and
   * only absences that look at all values see it.
   */
  void pass(Runs runs, Touchpoint touchpoint);

  /**
   * Passes all deadlines up to and including {@code nowMillis} and returns the match of the
   * earliest one that completes any.
   */
  Optional<Match> expire(Runs runs, long nowMillis);

  /**
   * Returns the choices that have begun and are not complete; the one that started last first.
   *
   * @param most of those that wait for touchpoints; each of them costs
   */
  List<Wait> waits(Runs runs, int most);

  /**
   * Returns whether a choice that has begun may take its next touchpoint for a step. It costs next
   * to nothing, where {@link #waits} would say exactly.
   */
  boolean mayWaitFor(Runs runs, Step.Positive step);

  /**
   * Returns the most bytes by which the touchpoint applied last has made the binary form of runs
   * longer. It costs next to nothing, where {@link #encode} would say exactly.
   *
   * @param touchpointBytes the most that the touchpoint itself takes
   */
  int growthAtMost(Runs runs, int touchpointBytes);

  /**
   * Returns the binary form of open runs, which {@link #decode} also reads after the rule's
   * conditions or durations have changed.
   */
  byte[] encode(Runs runs) throws IOException;

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param customer the customer whose runs they are
   */
  Runs decode(String customer, byte[] bytes) throws IOException;
}

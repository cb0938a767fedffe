package io.waymark.journey.estimate;

import java.util.Optional;

/**
 * The effect of a touchpoint in a stage, by comparison at eight ages of the visit, the landmarks
 * a_j = H j / 8 for a horizon H. Of the visits still open at a landmark, those that had met the
 * touchpoint by then are compared with the others: what share of each side moves forward within H
 * after the landmark? Comparing at equal ages keeps out the bias that a customer who stays longer
 * meets more.
 *
 * <p>A visit takes part at every landmark that it reaches. Its part in all of them is told by two
 * small numbers: its course, {@link #course}, and the landmark by which it had met the touchpoint,
 * {@link #landmark}. Visits are counted by both, so every number at every landmark can be had, and
 * the same visit at several landmarks is known to be the same: its errors add up before they are
 * squared. Taking the landmarks as independent would make the interval too narrow.
 *
 * <p>Sources: the Mantel-Haenszel difference as in {@link MantelHaenszel}; H. C. van Houwelingen,
 * Scandinavian J. of Statistics 34 (2007) 70, for landmarks stacked with a robust variance; K.-Y.
 * Liang and S. L. Zeger, Biometrika 73 (1986) 13, for that variance, with n/(n-1) for few visits.
 * Sato's variance is a lower bound, as the robust one is unsteady for few.
 */
public final class Landmarks {
  /** Number of landmarks. */
  public static final int COUNT = 8;

  /**
   * Number of courses: left after each of the first seven landmarks, forward or not; or outlasted
   * the eighth and moved forward within H after one of the eight, or not at all.
   */
  public static final int COURSES = 2 * (COUNT - 1) + COUNT + 1;

  private static final int OUTLASTED = 2 * (COUNT - 1);

  private Landmarks() {}

  /**
   * Returns the course of a visit; -1 if it ended before the first landmark and takes no part.
   *
   * <p>A visit is to be counted when 2 H have passed since it began, even if it ended earlier:
   * until then the visits that began with it may be without a course, and short ones would seem
   * more frequent than they are.
   *
   * @param stayMillis how long the visit took; of an open visit its age, which must be 2 H or more:
   *     until then its course is not known
   * @param isForward whether it ended by a move forward
   */
  public static int course(long horizonMillis, long stayMillis, boolean isForward) {
    checkHorizon(horizonMillis);
    CountCheck.check("the stay", stayMillis);
    int reached = landmarksBefore(horizonMillis, stayMillis);
    if (reached < COUNT) {
      return reached == 0 ? -1 : 2 * (reached - 1) + (isForward ? 1 : 0);
    }
    int late = landmarksBefore(horizonMillis, stayMillis - horizonMillis);
    return OUTLASTED + (isForward ? late : COUNT);
  }

  /**
   * Returns the first landmark, from 0, at or after an age; {@link #COUNT} if there is none.
   *
   * @param ageMillis of the visit, when it met a touchpoint for the first time
   */
  public static int landmark(long horizonMillis, long ageMillis) {
    checkHorizon(horizonMillis);
    CountCheck.check("the age", ageMillis);
    return landmarksBefore(horizonMillis, ageMillis);
  }

  /**
   * Returns the effect of a touchpoint; empty if no landmark has visits on both sides, or if all
   * visits ended alike.
   *
   * @param all number of visits of the stage, by course
   * @param met number of those that met the touchpoint, by the landmark at or after which they
   *     first did, then by course
   */
  public static Optional<Effect> effect(long[] all, long[][] met) {
    long[][] classes = classes(all, met);
    long[][] at = new long[4][COUNT];
    long visitsMet = 0;
    long visitsUnmet = 0;
    for (int first = 0; first <= COUNT; first++) {
      for (int course = 0; course < COURSES; course++) {
        long visits = classes[first][course];
        int reached = reached(course);
        for (int j = 0; j < reached; j++) {
          int side = j >= first ? 0 : 2;
          at[side][j] += visits;
          at[side + 1][j] += isForward(course, j) ? visits : 0;
        }
        visitsMet += first < reached ? visits : 0;
        visitsUnmet += first > 0 ? visits : 0;
      }
    }
    MantelHaenszel strata = MantelHaenszel.of(at[0], at[1], at[2], at[3]);
    double variance = Math.max(strata.variance(), robustVariance(classes, strata));
    return strata.effect(variance, visitsMet, visitsUnmet);
  }

  /** Adds to the visits that met the touchpoint, as the last row, those that never did. */
  private static long[][] classes(long[] all, long[][] met) {
    CountCheck.check("all", all, COURSES);
    if (met.length != COUNT) {
      throw new IllegalArgumentException("met has " + met.length + " landmarks, not " + COUNT);
    }
    long[][] classes = new long[COUNT + 1][];
    long[] never = all.clone();
    for (int first = 0; first < COUNT; first++) {
      CountCheck.check("met[" + first + "]", met[first], COURSES);
      classes[first] = met[first];
      for (int course = 0; course < COURSES; course++) {
        never[course] -= met[first][course];
      }
    }
    CountCheck.check("all visits less those that met the touchpoint", never, COURSES);
    classes[COUNT] = never;
    return classes;
  }

  private static double robustVariance(long[][] classes, MantelHaenszel strata) {
    double sum = 0;
    for (int first = 0; first <= COUNT; first++) {
      for (int course = 0; course < COURSES; course++) {
        if (classes[first][course] > 0) {
          double influence = 0;
          for (int j = 0; j < reached(course); j++) {
            influence += strata.influence(j, j >= first, isForward(course, j));
          }
          sum += classes[first][course] * influence * influence;
        }
      }
    }
    double weight = strata.weight();
    return weight == 0 ? 0 : sum / weight / weight;
  }

  /** Returns at how many landmarks visits of a course were open. */
  private static int reached(int course) {
    return course < OUTLASTED ? course / 2 + 1 : COUNT;
  }

  /** Returns whether visits of a course move forward within H after a landmark. */
  private static boolean isForward(int course, int landmark) {
    return course < OUTLASTED
        ? course % 2 == 1
        : course < OUTLASTED + COUNT && landmark >= course - OUTLASTED;
  }

  /** Returns how many landmarks are earlier than an age. */
  private static int landmarksBefore(long horizonMillis, long ageMillis) {
    if (ageMillis > horizonMillis) {
      return COUNT;
    }
    return ageMillis <= 0 ? 0 : (int) ((ageMillis * COUNT - 1) / horizonMillis);
  }

  private static void checkHorizon(long horizonMillis) {
    if (horizonMillis <= 0 || horizonMillis > Long.MAX_VALUE / COUNT) {
      throw new IllegalArgumentException("a horizon of " + horizonMillis + " ms");
    }
  }
}

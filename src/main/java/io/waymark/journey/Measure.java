package io.waymark.journey;

import io.waymark.journey.estimate.DwellBuckets;
import io.waymark.journey.estimate.Landmarks;

/**
 * The numbers of what is counted at a {@link Place}. They stand in state and on the way to the map,
 * and are only ever added to.
 *
 * <p>A measure of visits is dated at the minute in which the visit began, for a cell at the minute
 * in which the visit met it; so all that a window says of a cohort adds up. A measure of customers
 * is dated at the minute in which they last met the cell.
 */
final class Measure {
  /** Visits that have not ended. */
  static final int OPEN = 0;

  /** Visits that began. */
  static final int ENTERED = 1;

  /** Visits whose customer was lost and came back, dated at the return. */
  static final int RETURNED = 2;

  /** One for each {@link Deviation}: ended visits that deviate so. */
  static final int DEVIATED = 3;

  /** Touchpoints, dated at their time. */
  static final int TOUCHPOINTS = 7;

  /** Touchpoints with a measured sentiment, dated at their time. */
  static final int MEASURED_TOUCHPOINTS = 8;

  /** Touchpoints with an inferred sentiment, dated at their time. */
  static final int INFERRED_TOUCHPOINTS = 9;

  /** Customers. */
  static final int CUSTOMERS = 10;

  /** Three for sentiments that were measured: customers, sum and sum of squares of their means. */
  static final int MEASURED = 11;

  /** Three for sentiments that were inferred, as {@link #MEASURED}. */
  static final int INFERRED = 14;

  /** Steps from one cell to the next, dated at the second one. */
  static final int STEPS = 17;

  /** One for each {@link VisitEnd}: visits that ended, dated at their end. */
  static final int MOVED = 20;

  /**
   * One for each {@link VisitEnd} and each of {@link #DWELL_BUCKETS}: ended visits by their length.
   * A cell has the first bucket only.
   */
  static final int ENDED = 32;

  /** The number of buckets for the length of a visit. */
  static final int DWELL_BUCKETS = DwellBuckets.COUNT;

  /**
   * For a stage, one for each {@link Landmarks#course}: visits, dated when it is known of all that
   * began with them.
   */
  static final int COURSE = ENDED + DWELL_BUCKETS * VisitEnd.values().length;

  /**
   * For a cell, one for each landmark and course: visits that had met it by then, dated as {@link
   * #COURSE}.
   */
  static final int MET = COURSE + Landmarks.COURSES;

  private Measure() {}

  static int ended(VisitEnd end, int bucket) {
    return ENDED + end.code() * DWELL_BUCKETS + bucket;
  }

  static int moved(VisitEnd end) {
    return MOVED + end.code();
  }

  static int deviated(Deviation deviation) {
    return DEVIATED + deviation.code();
  }

  static int met(int landmark, int course) {
    return MET + landmark * Landmarks.COURSES + course;
  }

  /** Returns whether a measure is of courses, which are counted by days only. */
  static boolean isOfCourse(int measure) {
    return measure >= COURSE;
  }
}

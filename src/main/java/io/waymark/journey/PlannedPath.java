package io.waymark.journey;

import io.waymark.lifecycle.Plan;
import java.util.List;

/**
 * Compares the touchpoints that a visit meets with those that are planned for its stage. How a
 * visit compares is one number: a bit for each planned touchpoint, and one for each {@link
 * Deviation}.
 */
final class PlannedPath {
  /** The number of touchpoints that a plan may name; the deviations have the bits above. */
  private static final int MOST_PLANNED = 16;

  private final List<String> planned;
  private final boolean ordered;
  private final long withinMillis;
  private final int all;

  PlannedPath(Plan plan) {
    this.planned = plan.touchpoints();
    this.ordered = plan.ordered();
    this.withinMillis = plan.withinMillis();
    this.all = (1 << planned.size()) - 1;
  }

  /** Returns the progress of a visit after a touchpoint of a type. */
  int after(int progress, String type) {
    if (planned.isEmpty()) {
      return progress;
    }
    int place = planned.indexOf(type);
    if (place < 0) {
      return progress | bit(Deviation.UNEXPECTED);
    }
    int own = 1 << place;
    boolean isBehind = ordered && (progress & own) == 0 && (progress & all) > own;
    return progress | own | (isBehind ? bit(Deviation.OUT_OF_ORDER) : 0);
  }

  /** Returns the progress of a visit that ends after this time. */
  int atEnd(int progress, long dwellMillis) {
    boolean isLate = withinMillis > 0 && dwellMillis > withinMillis;
    boolean isMissing = (progress & all) != all;
    return progress | (isLate ? bit(Deviation.LATE) : 0) | (isMissing ? bit(Deviation.MISSING) : 0);
  }

  /** Returns the progress of a visit that has not ended after all. */
  static int resumed(int progress) {
    return progress & ~bit(Deviation.LATE) & ~bit(Deviation.MISSING);
  }

  static boolean has(Deviation deviation, int progress) {
    return (progress & bit(deviation)) != 0;
  }

  private static int bit(Deviation deviation) {
    return 1 << (MOST_PLANNED + deviation.code());
  }
}

package io.waymark.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a stage, in one segment.
 *
 * @param rank the place of the stage in the lifecycle, from 0; behind the last for a stage that it
 *     no longer has
 * @param hereNow customers whose stage it is and who are not lost
 */
public record StageFigures(int rank, long hereNow, Map<Window, StageWindow> windows) {
  public StageFigures {
    windows = Map.copyOf(windows);
  }

  /**
   * The figures of a window. The first six are about the visits that began in it and add up: {@code
   * in = forward + skip + back + lost + stillHere}.
   *
   * @param returned customers who were lost and came back in the window
   * @param moved the visits that ended in the window
   * @param horizonMillis the time within which a visit is to end; less where none is as old yet
   * @param progress the share that goes on to a later stage within the horizon; null where nobody
   *     came
   * @param dropOff the share that falls silent within {@code dropOffMillis} and is lost; null where
   *     nobody could have been lost yet
   * @param dropOffMillis the horizon, to the end of a bucket; less where no visit is as old yet
   * @param dwell how long visits take
   * @param deviations the visits that deviate from the plan, by the name of the deviation
   * @param measured the mean sentiment that customers gave by ratings and scores
   * @param inferred the mean sentiment that was read from their texts
   * @param coverage the share of touchpoints with a sentiment
   * @param trend the difference of the share of ended visits that went on from the window before
   */
  public record StageWindow(
      long in,
      long forward,
      long skip,
      long back,
      long lost,
      long stillHere,
      long returned,
      Moves moved,
      long horizonMillis,
      @Nullable Estimate progress,
      @Nullable Estimate dropOff,
      @Nullable Long dropOffMillis,
      @Nullable Dwell dwell,
      Map<String, Long> deviations,
      @Nullable Estimate measured,
      @Nullable Estimate inferred,
      double coverage,
      @Nullable Estimate trend) {
    public StageWindow {
      deviations = Map.copyOf(deviations);
    }

    /** Returns whether all visits that began are accounted for, as always. */
    public boolean addsUp() {
      return in == forward + skip + back + lost + stillHere;
    }
  }

  /** The numbers of visits that ended, by the kind of move. */
  public record Moves(long forward, long skip, long back, long lost) {
    public long progress() {
      return forward + skip;
    }

    public long all() {
      return forward + skip + back + lost;
    }
  }

  /**
   * How long visits take.
   *
   * @param p50Millis the time by which half of them have ended; null if that is more than {@code
   *     longestMillis}
   * @param p50LowMillis the lower end of its 95% interval; null if that is more than {@code
   *     longestMillis}
   * @param p50HighMillis the upper end; null if that is not known among the times observed
   * @param p90Millis the time by which nine in ten have ended, with its interval as of {@code
   *     p50Millis}
   * @param longestMillis the longest time that was observed
   * @param survival the share that is still there, by age, where it changes
   */
  public record Dwell(
      @Nullable Long p50Millis,
      @Nullable Long p50LowMillis,
      @Nullable Long p50HighMillis,
      @Nullable Long p90Millis,
      @Nullable Long p90LowMillis,
      @Nullable Long p90HighMillis,
      long longestMillis,
      List<SurvivalPoint> survival) {
    public Dwell {
      survival = List.copyOf(survival);
    }
  }

  /** The share of visits that are still there at an age, with its 95% interval. */
  public record SurvivalPoint(long ageMillis, double share, double low, double high) {}
}

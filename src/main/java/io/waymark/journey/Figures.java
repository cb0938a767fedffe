package io.waymark.journey;

import io.waymark.journey.estimate.Interval;
import io.waymark.journey.estimate.SampleMoments;
import io.waymark.journey.estimate.Share;
import io.waymark.model.Estimate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns estimates into figures, which say how many observations are behind them. */
final class Figures {
  private Figures() {}

  static Estimate of(Interval interval, long n) {
    return new Estimate(interval.value(), interval.low(), interval.high(), n);
  }

  static @Nullable Estimate of(Optional<Interval> interval, long n) {
    return interval.map(known -> of(known, n)).orElse(null);
  }

  /** Returns a share; null of nothing. */
  static @Nullable Estimate share(long hits, long total) {
    return of(new Share(hits, total).estimate(), total);
  }

  /**
   * Returns the mean sentiment of customers; null where fewer than two have one.
   *
   * @param measure {@link Measure#MEASURED} or {@link Measure#INFERRED}
   */
  static @Nullable Estimate sentiment(Counts sums, int measure) {
    SampleMoments moments =
        new SampleMoments(get(sums, measure), get(sums, measure + 1), get(sums, measure + 2));
    return of(moments.estimate(), moments.size());
  }

  /** Returns the share of touchpoints that have a sentiment; 0 of none. */
  static double coverage(Counts sums) {
    long all = get(sums, Measure.TOUCHPOINTS);
    long with = get(sums, Measure.MEASURED_TOUCHPOINTS) + get(sums, Measure.INFERRED_TOUCHPOINTS);
    return all == 0 ? 0 : (double) with / all;
  }

  private static long get(Counts sums, int measure) {
    return sums.get(measure, Rings.ALL_TIME);
  }
}

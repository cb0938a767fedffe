package io.waymark.lab.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Values in ascending order; the array is not copied, because it is made here and never handed on.
 */
record Distribution(double[] sorted) {
  static <T> Distribution of(Collection<T> things, ToDoubleFunction<T> value) {
    return new Distribution(things.stream().mapToDouble(value).sorted().toArray());
  }

  int count() {
    return sorted.length;
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  double mean() {
    return Arrays.stream(sorted).average().orElseThrow();
  }

  double median() {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /**
   * Returns the least value that so many percent of all do not exceed.
   *
   * @param percent above 0
   */
  double percentile(double percent) {
    return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
  }
}

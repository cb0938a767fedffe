package io.waymark.journey;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The sentiments of one customer in one cell. Whole numbers, so that sums are the same in whatever
 * order they are added up.
 *
 * @param sum in millionths
 */
record Sentiment(long sum, int count) {
  /** The units from 0 to the best sentiment. */
  private static final long UNITS = 1_000_000;

  static final Sentiment NONE = new Sentiment(0, 0);

  /**
   * Adds a sentiment.
   *
   * @param value from -1 to 1
   */
  Sentiment plus(double value) {
    return new Sentiment(sum + Math.round(value * UNITS), count + 1);
  }

  /** Returns the mean in millionths, rounded; only where there are any. */
  long mean() {
    return Math.round((double) sum / count);
  }

  void write(DataOutput out) throws IOException {
    Binary.writeInteger(out, sum);
    Binary.writeInteger(out, count);
  }

  static Sentiment read(DataInput in) throws IOException {
    return new Sentiment(Binary.readInteger(in), Binary.readCount(in));
  }
}

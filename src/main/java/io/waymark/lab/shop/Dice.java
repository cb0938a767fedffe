package io.waymark.lab.shop;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the chances of one customer's life; the same seed and number draw the same ones. */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Dice(long seed, long number) {
    this.random = new SplittableRandom(seed * GOLDEN ^ number);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Draws a number from a range that includes both ends. */
  int between(int lowest, int highest) {
    return random.nextInt(lowest, highest + 1);
  }

  double between(double lowest, double highest) {
    return random.nextDouble(lowest, highest);
  }

  Duration between(Duration shortest, Duration longest) {
    return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
  }

  /** Returns a number from 0 to 1, without 1. */
  double share() {
    return random.nextDouble();
  }

  /** Letters and digits that say nothing. */
  String name() {
    return Integer.toString(random.nextInt(Integer.MAX_VALUE), Character.MAX_RADIX);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

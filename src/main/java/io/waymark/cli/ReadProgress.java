package io.waymark.cli;

import io.waymark.lab.ProgressLine;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Shows how far a count has come, where that takes long. */
final class ReadProgress implements LongConsumer {
  private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long SHOW_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProgressLine line = new ProgressLine(System.out);
  private final long startNanos;
  private long shownNanos;
  private String done = "";

  ReadProgress(long startNanos) {
    this.startNanos = startNanos;
    this.shownNanos = startNanos + SILENT_NANOS - SHOW_EVERY_NANOS;
  }

  /**
   * Begins to count anew.
   *
   * @param next what is done with those that are counted, such as {@code read of orders.csv}
   */
  void begin(String next) {
    done = next;
  }

  void end() {
    line.clear();
  }

  @Override
  public void accept(long count) {
    long now = System.nanoTime();
    if (now - shownNanos >= SHOW_EVERY_NANOS) {
      shownNanos = now;
      long seconds = Duration.ofNanos(now - startNanos).toSeconds();
      line.show(String.format("%,d %s, %d s", count, done, seconds));
    }
  }
}

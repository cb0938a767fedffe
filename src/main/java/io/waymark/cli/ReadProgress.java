package io.waymark.cli;

import io.waymark.lab.ProgressLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Shows how far the files have been looked through, where that takes long. */
final class ReadProgress implements LongConsumer {
  private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long SHOW_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProgressLine line = new ProgressLine(System.out);
  private final long startNanos;
  private long shownNanos;
  private @Nullable Path file;

  ReadProgress(long startNanos) {
    this.startNanos = startNanos;
    this.shownNanos = startNanos + SILENT_NANOS - SHOW_EVERY_NANOS;
  }

  void begin(Path next) {
    file = next;
  }

  void end() {
    line.clear();
  }

  @Override
  public void accept(long read) {
    long now = System.nanoTime();
    if (now - shownNanos >= SHOW_EVERY_NANOS) {
      shownNanos = now;
      long seconds = Duration.ofNanos(now - startNanos).toSeconds();
      line.show(String.format("%,d read to find the order of %s, %d s", read, file, seconds));
    }
  }
}

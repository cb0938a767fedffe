package io.waymark.job.playback;

import io.waymark.job.playback.FileSources.Input;
import io.waymark.job.playback.PlaybackPart.SortedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Brings files into the order of time before they are played. A file that is in order is played as
 * it lies; any other is sorted into runs that fit into memory, in a folder of their own, and the
 * playback merges them. Equal times keep the order of the file, and an input without a time follows
 * the touchpoint before it.
 */
public final class TimeOrder implements AutoCloseable {
  private static final long LEAST_BYTES = 16L << 20;
  private static final long MOST_BYTES = 256L << 20;

  /** The number of inputs after which {@code onRead} hears of them. */
  private static final int READS = 1_000;

  private final Path folder;
  private final PlaybackTime time;
  private final long runBytes;
  private final LongConsumer onRead;
  private long read;

  /**
   * Creates an order that keeps an eighth of the heap in memory.
   *
   * @param folder where runs are kept; it is created when the first file has to be sorted
   * @param onRead hears how many inputs have been read, again and again
   */
  public TimeOrder(Path folder, PlaybackTime time, LongConsumer onRead) {
    this(
        folder,
        time,
        Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 8)),
        onRead);
  }

  TimeOrder(Path folder, PlaybackTime time, long runBytes, LongConsumer onRead) {
    this.folder = folder;
    this.time = time;
    this.runBytes = runBytes;
    this.onRead = onRead;
  }

  /**
   * Returns the parts of a file; the file itself when it is in order. What can be read only once,
   * such as a pipe, is not looked through before it is sorted.
   */
  public List<PlaybackPart> order(Input input) throws IOException {
    PlaybackPart file = input.asItLies();
    return Files.isRegularFile(input.file()) && isInOrder(file)
        ? List.of(file)
        : List.copyOf(sorted(file));
  }

  /** Deletes all runs. */
  @Override
  public void close() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private boolean isInOrder(PlaybackPart file) throws IOException {
    try (TimedInputs inputs = file.open(time.withoutLateness())) {
      for (TimedInput next = inputs.next(); next != null; next = inputs.next()) {
        noteRead();
        if (next.result().timeMillis(next.turnMillis()) < next.turnMillis()) {
          return false;
        }
      }
      return true;
    }
  }

  private List<SortedRun> sorted(PlaybackPart file) throws IOException {
    Files.createDirectories(folder);
    RunWriter runs = new RunWriter(folder, runBytes);
    long turnMillis = Long.MIN_VALUE;
    try (TimedInputs inputs = file.open(time.withoutLateness())) {
      for (TimedInput next = inputs.next(); next != null; next = inputs.next()) {
        noteRead();
        turnMillis = next.result().timeMillis(turnMillis);
        runs.add(new TimedInput(turnMillis, next.result()));
      }
    }
    return runs.finish(time);
  }

  private void noteRead() {
    if (++read % READS == 0) {
      onRead.accept(read);
    }
  }
}

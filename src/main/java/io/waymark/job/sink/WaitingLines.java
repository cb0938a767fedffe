package io.waymark.job.sink;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the order of their turns, with a bounded share of memory: at the end of a playback
 * the last deadlines of all customers pass at once, and all that they send waits. When what waits
 * exceeds the bound, it is written to a sorted run on disk; runs and memory are merged. Many runs
 * become one, so that few files are open.
 */
final class WaitingLines implements Closeable {
  private static final long LEAST_BYTES = 4L << 20;
  private static final long MOST_BYTES = 64L << 20;

  /** Each topic has waiting documents of its own, and the job needs most of the heap. */
  private static final int HEAP_SHARE = 32;

  /** The number of files that are open at once, of one topic. */
  private static final int MOST_RUNS = 64;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final long mostBytes;
  private final PriorityQueue<WaitingLine> held = new PriorityQueue<>();
  private final PriorityQueue<Run> runs = new PriorityQueue<>();
  private long heldBytes;

  /**
   * Creates an empty queue.
   *
   * @param folder where runs are kept
   */
  WaitingLines(Path folder) {
    this(
        folder,
        Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE)));
  }

  WaitingLines(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** A sorted file, read up to its head; the system deletes it when it is closed, at the latest. */
  private static final class Run implements Comparable<Run>, Closeable {
    private final DataInputStream in;
    private long left;
    private WaitingLine head;

    Run(Path file, long size) throws IOException {
      this.in =
          new DataInputStream(
              new BufferedInputStream(
                  Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), BUFFER_BYTES));
      this.left = size - 1;
      this.head = WaitingLine.read(in);
    }

    /** Moves to the next line; returns false at the end. */
    boolean advance() throws IOException {
      if (left == 0) {
        return false;
      }
      left--;
      head = WaitingLine.read(in);
      return true;
    }

    @Override
    public int compareTo(Run other) {
      return head.compareTo(other.head);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  void add(WaitingLine line) throws IOException {
    held.add(line);
    heldBytes += line.heapBytes();
    if (heldBytes > mostBytes) {
      spill();
    }
  }

  /** Takes the next line out, if its time is before another; null where there is none. */
  @Nullable WaitingLine pollBefore(long millis) throws IOException {
    WaitingLine line = held.peek();
    Run run = runs.peek();
    if (run != null && (line == null || run.head.compareTo(line) < 0)) {
      return run.head.timeMillis() < millis ? pollRun() : null;
    }
    return line != null && line.timeMillis() < millis ? pollHeld() : null;
  }

  /** Returns the number of runs on disk. */
  int runs() {
    return runs.size();
  }

  /** Deletes all runs. */
  @Override
  public void close() throws IOException {
    for (Run run : runs) {
      run.close();
    }
    runs.clear();
  }

  private @Nullable WaitingLine pollHeld() {
    WaitingLine line = held.poll();
    heldBytes -= line == null ? 0 : line.heapBytes();
    return line;
  }

  private @Nullable WaitingLine pollRun() throws IOException {
    Run run = runs.poll();
    if (run == null) {
      return null;
    }
    WaitingLine line = run.head;
    if (run.advance()) {
      runs.add(run);
    } else {
      run.close();
    }
    return line;
  }

  private void spill() throws IOException {
    List<WaitingLine> sorted = new ArrayList<>(held);
    sorted.sort(null);
    held.clear();
    heldBytes = 0;
    Path file = newFile();
    try (DataOutputStream out = open(file)) {
      for (WaitingLine line : sorted) {
        line.write(out);
      }
    }
    runs.add(new Run(file, sorted.size()));
    if (runs.size() > MOST_RUNS) {
      mergeRuns();
    }
  }

  private void mergeRuns() throws IOException {
    Path file = newFile();
    long size = 0;
    try (DataOutputStream out = open(file)) {
      for (WaitingLine line = pollRun(); line != null; line = pollRun()) {
        line.write(out);
        size++;
      }
    }
    runs.add(new Run(file, size));
  }

  private Path newFile() throws IOException {
    return Files.createTempFile(folder, ".waiting-", "");
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(
        new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
  }
}

package io.waymark.lab.bench;

import io.waymark.lab.Patience;
import io.waymark.lab.ProgressLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.flink.core.execution.JobClient;

/** Shows the progress of slow work in one line. */
final class Ticker {
  private static final Duration SHOW_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final ProgressLine line;
  private final long begun = System.nanoTime();
  private long shownNanos = begun;

  private final String prefix;

  Ticker(PrintWriter out) {
    this(out, "");
  }

  /**
   * @param prefix the beginning of each line
   */
  Ticker(PrintWriter out, String prefix) {
    this.line = new ProgressLine(out);
    this.prefix = prefix;
  }

  /**
   * Waits until it is over, or the job is, or for so long.
   *
   * @throws ExecutionException if the job has failed
   */
  void await(JobClient job, BooleanSupplier isOver, Duration most, Supplier<String> progress)
      throws InterruptedException, ExecutionException {
    await(job.getJobExecutionResult(), isOver, most, progress);
  }

  /**
   * Waits until it is over, or has ended, or for so long.
   *
   * @param end of what is watched
   * @throws ExecutionException if that has failed
   */
  void await(
      CompletableFuture<?> end, BooleanSupplier isOver, Duration most, Supplier<String> progress)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    shownNanos = start;
    new Patience(most, LOOK_EVERY)
        .until(
            () -> {
              tick(start, progress);
              return end.isDone() || isOver.getAsBoolean();
            });
    clear();
    if (end.isDone()) {
      end.get();
    }
  }

  /**
   * Shows the progress of work in the caller's own thread, which calls it often, and {@link #clear}
   * at the end.
   */
  void tick(Supplier<String> progress) {
    tick(begun, progress);
  }

  private void tick(long start, Supplier<String> progress) {
    long now = System.nanoTime();
    if (now - shownNanos >= SHOW_EVERY.toNanos()) {
      shownNanos = now;
      long seconds = Duration.ofNanos(now - start).toSeconds();
      line.show(prefix + progress.get() + ", " + seconds + " s");
    }
  }

  void clear() {
    line.clear();
  }
}

package io.waymark.cli;

import io.waymark.job.metric.Tally;
import io.waymark.kafka.RootCause;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;

/** Waits for a finite job and shows its progress on one line. */
final class Progress {
  private static final Duration SHOW_EVERY = Duration.ofSeconds(1);

  private final JobClient job;
  private final long startNanos;

  @SuppressWarnings("SystemConsoleNull") // From Java 22 on a line is then redrawn in a file, too.
  private final boolean isTerminal = System.console() != null;

  Progress(JobClient job, long startNanos) {
    this.job = job;
    this.startNanos = startNanos;
  }

  /** Waits for the end of the job and returns its counters. */
  Map<String, Object> await() throws CommandException, InterruptedException {
    CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
    while (true) {
      try {
        Map<String, Object> counts =
            result.get(SHOW_EVERY.toMillis(), TimeUnit.MILLISECONDS).getAllAccumulatorResults();
        clear();
        return counts;
      } catch (TimeoutException e) {
        show();
      } catch (ExecutionException e) {
        clear();
        throw new CommandException(
            "the job failed: " + RootCause.of(e) + "; the log beside the results says more");
      }
    }
  }

  private void show() throws InterruptedException {
    try {
      Object read = job.getAccumulators().get().getOrDefault(Tally.Of.READ.code(), 0L);
      long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
      System.out.printf(
          isTerminal ? "\r  %,d read, %d s " : "  %,d read, %d s%n",
          ((Number) read).longValue(),
          seconds);
      System.out.flush();
    } catch (ExecutionException | IllegalStateException e) {
      // The job has just ended, and perhaps the cluster in this process; the result says how.
    }
  }

  private void clear() {
    if (isTerminal) {
      System.out.print("\r" + " ".repeat(40) + "\r");
    }
  }
}

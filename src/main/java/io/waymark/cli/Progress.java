package io.waymark.cli;

import io.waymark.job.metric.Tally;
import io.waymark.kafka.RootCause;
import io.waymark.lab.ProgressLine;
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

  private final ProgressLine line = new ProgressLine(System.out);

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
        line.clear();
        return counts;
      } catch (TimeoutException e) {
        show();
      } catch (ExecutionException e) {
        line.clear();
        throw new CommandException(
            "the job failed: " + RootCause.of(e) + "; the log beside the results says more");
      }
    }
  }

  /** Returns the counts of a job so far, on one short line. */
  static String text(Map<String, Object> counts, Duration since) {
    return String.format(
        "%,d read, %,d triggers, %d s",
        count(counts, Tally.Of.READ), count(counts, Tally.Of.SENT), since.toSeconds());
  }

  private static long count(Map<String, Object> counts, Tally.Of of) {
    return ((Number) counts.getOrDefault(of.code(), 0L)).longValue();
  }

  private void show() throws InterruptedException {
    try {
      Map<String, Object> counts = job.getAccumulators().get();
      line.show(text(counts, Duration.ofNanos(System.nanoTime() - startNanos)));
    } catch (ExecutionException | IllegalStateException e) {
      // The job has just ended, and perhaps the cluster in this process; the result says how.
    }
  }
}

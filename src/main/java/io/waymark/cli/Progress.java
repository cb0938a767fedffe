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

  private void show() throws InterruptedException {
    try {
      Object read = job.getAccumulators().get().getOrDefault(Tally.Of.READ.code(), 0L);
      long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
      line.show(String.format("%,d read, %d s", ((Number) read).longValue(), seconds));
    } catch (ExecutionException | IllegalStateException e) {
      // The job has just ended, and perhaps the cluster in this process; the result says how.
    }
  }
}

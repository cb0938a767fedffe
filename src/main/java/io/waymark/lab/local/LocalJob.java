package io.waymark.lab.local;

import io.waymark.job.KafkaJob;
import io.waymark.kafka.RootCause;
import io.waymark.lab.FreePort;
import io.waymark.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job on a Flink cluster inside this process, from the newest checkpoint or savepoint of its
 * folder.
 */
public final class LocalJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final JobClient job;
  private final Path folder;
  private final String webUi;

  private LocalJob(JobClient job, Path folder, String webUi) {
    this.job = job;
    this.folder = folder;
    this.webUi = webUi;
  }

  /**
   * Starts the job.
   *
   * @param beginAnew whether it leaves the state in the folder aside and reads its topics from
   *     their start
   */
  public static LocalJob start(Settings settings, Path folder, int parallelism, boolean beginAnew)
      throws Exception {
    int port = FreePort.near(8081);
    Configuration flink = LocalFlink.endless(parallelism, folder, port);
    if (beginAnew) {
      ReadingPositions.forget(settings);
    } else {
      continueFromNewest(folder, flink);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
    env.setParallelism(parallelism);
    KafkaJob.define(env, settings);
    return new LocalJob(env.executeAsync(settings.jobName()), folder, "http://localhost:" + port);
  }

  /** Lets a job continue from the newest state in its folder, if there is any. */
  static void continueFromNewest(Path folder, Configuration flink) throws IOException {
    RetainedState.newest(folder)
        .ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPath.of(path)));
  }

  public String webUi() {
    return webUi;
  }

  /**
   * Waits for an interrupt or the failure of the job; returns whether the job failed.
   *
   * @param stop what an interrupt counts down, and a failure of the job as well
   */
  public boolean awaitFailureOr(CountDownLatch stop) throws InterruptedException {
    CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
    var unused =
        end.whenComplete(
            (result, failure) -> {
              if (failure != null) {
                stop.countDown();
              }
            });
    stop.await();
    if (!end.isCompletedExceptionally()) {
      return false;
    }
    System.out.println("the job failed for good; " + folder.resolve("waymark.log") + " says why");
    return true;
  }

  /**
   * Stops with a savepoint; where that fails, the next start continues from the last checkpoint.
   */
  @Override
  public void close() {
    try {
      String target = FlinkPath.of(folder.resolve("savepoints"));
      job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.out.println(
          "no savepoint could be taken (" + reason(e) + "); the last checkpoint counts");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof TimeoutException
        ? PATIENCE.toSeconds() + " s waited"
        : RootCause.message(failure);
  }
}

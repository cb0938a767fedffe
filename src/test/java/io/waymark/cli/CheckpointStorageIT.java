package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.cli.JobUnderTest.Read;
import io.waymark.lab.Patience;
import io.waymark.lab.broker.RunningBroker;
import io.waymark.lab.storage.FaultyStorage;
import io.waymark.model.Touchpoint;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real job on a storage of checkpoints that is full or slow for a while. */
class CheckpointStorageIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(60));
  private static final Map<String, String> SETTINGS =
      Map.of("job.disorder", "1s", "job.silence", "1h");

  @TempDir private static Path folder;

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();

  private final FaultyStorage storage;

  CheckpointStorageIT() throws Exception {
    storage = new FaultyStorage(folder.resolve("storage"));
  }

  @AfterEach
  void mend() throws Exception {
    storage.mend();
  }

  @Test
  void fullStorageFailsCheckpointsAndNotTheJob() throws Exception {
    try (JobUnderTest job = started()) {
      sendViews(job, 0, 500);
      PATIENCE.await("a checkpoint completes", () -> checkpoints(job, "completed") > 0);

      storage.fill();
      sendViews(job, 500, 1_000);
      PATIENCE.await("three checkpoints fail", () -> checkpoints(job, "failed") >= 3);
      awaitTriggers(job, 800);
      storage.mend();
      long completed = checkpoints(job, "completed");
      PATIENCE.await("another completes", () -> checkpoints(job, "completed") > completed);
      sendViews(job, 1_000, 1_100);

      assertThat(ids(awaitTriggers(job, 950))).doesNotHaveDuplicates();
      assertThat(checkpoints(job, "restored")).as("restarts").isZero();
    }
  }

  @Test
  void slowStorageDoesNotHoldUpTheJob() throws Exception {
    try (JobUnderTest job = started()) {
      sendViews(job, 0, 500);
      PATIENCE.await("a checkpoint completes", () -> checkpoints(job, "completed") > 0);

      storage.slowDown(Duration.ofSeconds(10));
      PATIENCE.await("a checkpoint is under way", () -> checkpoints(job, "in_progress") > 0);
      long completed = checkpoints(job, "completed");
      sendViews(job, 500, 1_000);
      awaitTriggers(job, 800);

      assertThat(checkpoints(job, "completed")).as("while it is slow").isEqualTo(completed);
      storage.mend();
      PATIENCE.await("it completes", () -> checkpoints(job, "completed") > completed);
      sendViews(job, 1_000, 1_100);
      assertThat(ids(awaitTriggers(job, 950))).doesNotHaveDuplicates();
      assertThat(checkpoints(job, "restored")).as("restarts").isZero();
    }
  }

  private JobUnderTest started() throws Exception {
    JobUnderTest job = new JobUnderTest(BROKER.get(), folder, 2, SETTINGS);
    job.push("each-view", LiveRule.text("each-view", "{steps: [{it: Product Viewed}]}"));
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, storage.uri("checkpoints"));
    job.start(null, flink);
    return job;
  }

  /** Sends views 10 ms apart, so large that what waits for stragglers fits no write buffer. */
  private static void sendViews(JobUnderTest job, int from, int to) {
    long begin = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    IntStream.range(from, to).mapToObj(i -> view(i, begin + i * 10L)).forEach(job::send);
    job.flush();
  }

  private static Touchpoint view(int i, long millis) {
    return new Touchpoint(
        "view-" + i,
        "customer-" + i % 50,
        null,
        "Product Viewed",
        null,
        millis,
        null,
        Map.of("note", "x".repeat(500)));
  }

  private static List<Read> awaitTriggers(JobUnderTest job, int many) {
    return job.readUntil(Topics.TRIGGERS, all -> all.size() >= many);
  }

  private static List<String> ids(List<Read> triggers) {
    return triggers.stream().map(trigger -> trigger.json().get("id").asText()).toList();
  }

  private static long checkpoints(JobUnderTest job, String count) throws Exception {
    JsonNode counts = JSON.readTree(job.web("/jobs/JOB/checkpoints")).path("counts");
    assertThat(counts.has(count)).as("%s in %s", count, counts).isTrue();
    return counts.path(count).asLong();
  }
}

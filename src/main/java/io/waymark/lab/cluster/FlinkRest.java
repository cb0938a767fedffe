package io.waymark.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the JobManager about itself and its jobs, through Flink's REST interface. */
public final class FlinkRest {
  /**
   * A job.
   *
   * @param state as Flink names it, such as {@code RUNNING} or {@code RESTARTING}
   */
  public record Job(String id, String name, String state) {
    /** Returns whether the job runs or restarts. */
    boolean goesOn() {
      return !List.of("FINISHED", "CANCELED", "FAILED").contains(state);
    }
  }

  /**
   * The checkpoints of a job since its JobManager started.
   *
   * @param lastMillis how long the last completed one took; -1 where there was none
   * @param lastBytes its state in all; -1 where there was none
   * @param failure why the last one failed; empty if it completed
   */
  record Checkpoints(
      long completed, long failed, long lastMillis, long lastBytes, String failure) {}

  /**
   * The subtasks of a job.
   *
   * @param running those that have been deployed and have not failed
   * @param widest the parallelism of the widest vertex: the slots that the job needs
   */
  record Tasks(long running, long all, long widest) {
    boolean allRun() {
      return all > 0 && running == all;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String base;
  private final RestCertificate certificate;
  private @Nullable HttpClient http;

  /**
   * @param base such as {@code https://127.0.0.1:8081}
   * @param certificate to be shown; it may be created later than this
   */
  FlinkRest(String base, RestCertificate certificate) {
    this.base = base;
    this.certificate = certificate;
  }

  /** Returns the number of TaskManagers that take tasks; empty while no JobManager answers. */
  Optional<Integer> taskManagers() throws InterruptedException {
    try {
      return Optional.of(live().size());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the ids of the TaskManagers that take tasks. A killed one stays registered until its
   * heartbeats have been missed, but nobody listens on its data port any more.
   */
  private List<String> live() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode each : get("/taskmanagers").path("taskmanagers")) {
      if (LocalPort.listens(each.path("dataPort").asInt())) {
        ids.add(each.path("id").asText());
      }
    }
    return ids;
  }

  List<Job> jobs() throws IOException, InterruptedException {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(job.path("jid").asText(), job.path("name").asText(), job.path("state").asText()));
    }
    return jobs;
  }

  Checkpoints checkpoints(Job job) throws IOException, InterruptedException {
    JsonNode all = get("/jobs/" + job.id() + "/checkpoints");
    JsonNode last = all.path("latest").path("completed");
    return new Checkpoints(
        all.path("counts").path("completed").asLong(),
        all.path("counts").path("failed").asLong(),
        last.path("end_to_end_duration").asLong(-1),
        last.path("state_size").asLong(-1),
        failure(last, all.path("latest").path("failed")));
  }

  private static String failure(JsonNode completed, JsonNode failed) {
    boolean isLast = failed.path("id").asLong(-1) > completed.path("id").asLong(-1);
    return isLast ? failed.path("failure_message").asText("for an unknown reason") : "";
  }

  /** Returns how often the job went back to a checkpoint since its JobManager started. */
  long restarts(Job job) throws IOException, InterruptedException {
    return get("/jobs/" + job.id() + "/checkpoints").path("counts").path("restored").asLong();
  }

  /**
   * Returns whether the job and every subtask of it run. Flink keeps what it says of subtasks for
   * some seconds, and a job that lost a TaskManager runs on until that is noticed: so the slots
   * that it holds on live TaskManagers are asked for, too.
   */
  boolean isRunning(Job job) throws IOException, InterruptedException {
    if (!job.state().equals("RUNNING")) {
      return false;
    }
    Tasks tasks = tasks(job);
    return tasks.allRun() && slots(job) >= tasks.widest();
  }

  /** Returns the number of slots that the job holds on live TaskManagers. */
  private long slots(Job job) throws IOException, InterruptedException {
    long held = 0;
    for (String id : live()) {
      for (JsonNode slot : get("/taskmanagers/" + id).path("allocatedSlots")) {
        held += slot.path("jobId").asText().equals(job.id()) ? 1 : 0;
      }
    }
    return held;
  }

  Tasks tasks(Job job) throws IOException, InterruptedException {
    long all = 0;
    long running = 0;
    long widest = 0;
    for (JsonNode vertex : get("/jobs/" + job.id()).path("vertices")) {
      long parallelism = vertex.path("parallelism").asLong();
      all += parallelism;
      running += vertex.path("tasks").path("RUNNING").asLong();
      widest = Math.max(widest, parallelism);
    }
    return new Tasks(running, all, widest);
  }

  /** Ends the job without a savepoint. */
  void cancel(Job job) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create(base + "/jobs/" + job.id()))
            .method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  /** Returns the answer at a path. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http().send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          response.request().uri() + " answers " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Makes the client when it is needed, as the cluster may not have been started before. */
  private HttpClient http() throws IOException {
    if (http == null) {
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(PATIENCE)
              .sslContext(certificate.context())
              .build();
    }
    return http;
  }
}

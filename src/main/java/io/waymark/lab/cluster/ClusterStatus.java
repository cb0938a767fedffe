package io.waymark.lab.cluster;

import io.waymark.lab.cluster.FlinkRest.Checkpoints;
import io.waymark.lab.cluster.FlinkRest.Job;
import io.waymark.lab.cluster.FlinkRest.Tasks;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells how a cluster is.
 *
 * @param lines for a person
 * @param isUp whether all processes run, and the job
 */
public record ClusterStatus(List<String> lines, boolean isUp) {
  public ClusterStatus {
    lines = List.copyOf(lines);
  }

  /** Prints the lines; returns the exit code of a command: 0 when all is up, else 1. */
  public int print(PrintWriter out) {
    lines.forEach(out::println);
    out.flush();
    return isUp ? 0 : 1;
  }

  public static ClusterStatus of(Cluster cluster) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    boolean isUp = true;
    for (String name : cluster.layout().names()) {
      Optional<ProcessHandle> running = cluster.processes().running(name);
      isUp &= running.isPresent();
      lines.add(
          "%-14s %s"
              .formatted(
                  name,
                  running.map(handle -> "runs, process " + handle.pid()).orElse("does not run")));
    }
    if (cluster.rest().taskManagers().isEmpty()) {
      lines.add("%-14s %s".formatted("job", "unknown: no JobManager answers"));
      isUp = false;
    } else {
      Optional<Job> job = cluster.job();
      isUp &= job.isPresent() && cluster.rest().isRunning(job.get());
      lines.add(
          "%-14s %s".formatted("job", job.isPresent() ? of(cluster, job.get()) : "none runs"));
    }
    lines.add("%-14s %s".formatted("Kafka", cluster.layout().bootstrap()));
    lines.add("%-14s %s".formatted("web UI", cluster.layout().webUi()));
    lines.add("%-14s %s".formatted("logs", cluster.layout().folder().resolve("log")));
    return new ClusterStatus(lines, isUp);
  }

  private static String of(Cluster cluster, Job job) throws IOException, InterruptedException {
    Checkpoints checkpoints = cluster.rest().checkpoints(job);
    Tasks tasks = cluster.rest().tasks(job);
    return "%s %s, tasks running: %d of %d; checkpoints: %d, failed: %d%s%s"
        .formatted(
            job.id(),
            job.state(),
            tasks.running(),
            tasks.all(),
            checkpoints.completed(),
            checkpoints.failed(),
            checkpoints.lastMillis() < 0
                ? ""
                : ", the last in %,d ms with %,d bytes"
                    .formatted(checkpoints.lastMillis(), checkpoints.lastBytes()),
            checkpoints.failure().isEmpty()
                ? ""
                : "; the last one failed: " + checkpoints.failure().lines().findFirst().orElse(""));
  }
}

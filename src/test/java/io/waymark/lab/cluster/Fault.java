package io.waymark.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.Patience;
import io.waymark.lab.cluster.FlinkRest.Job;
import io.waymark.lab.storage.FaultyStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fault that may befall a cluster. */
enum Fault {
  /** kill -9, and a new one. */
  TASK_MANAGER_KILLED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      killAndStart(cluster, "taskmanager-1");
    }
  },
  JOB_MANAGER_KILLED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      killAndStart(cluster, ClusterLayout.JOBMANAGER);
    }
  },
  BROKER_KILLED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      killAndStart(cluster, ClusterLayout.BROKER);
    }
  },
  /** Stopped in mid-step until the cluster has given it up, then awake again. */
  TASK_MANAGER_PAUSED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      signal(cluster, "taskmanager-2", "STOP");
      try {
        PATIENCE.await("the paused TaskManager is missed", () -> taskManagers(cluster) < 2);
      } finally {
        signal(cluster, "taskmanager-2", "CONT");
      }
      // A process that was given up may end itself.
      PATIENCE.await(
          "the paused TaskManager is back",
          () -> {
            cluster.start("taskmanager-2");
            return taskManagers(cluster) == 2;
          });
    }
  },
  SAVEPOINT_TO_MORE_SLOTS {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      rescale(cluster, options, 3);
    }
  },
  SAVEPOINT_TO_FEWER_SLOTS {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      rescale(cluster, options, 1);
    }
  },
  /** The disk takes no more checkpoints for a while, and a TaskManager dies at the end of it. */
  CHECKPOINTS_CANNOT_BE_WRITTEN {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      Job job = cluster.job().orElseThrow();
      Path checkpoints = cluster.layout().folder().resolve("checkpoints").resolve(job.id());
      Path away = checkpoints.resolveSibling(job.id() + ".away");
      long failed = cluster.rest().checkpoints(job).failed();
      Files.move(checkpoints, away);
      Files.writeString(checkpoints, "a file in the way of a folder");
      try {
        PATIENCE.await("checkpoints fail", () -> cluster.rest().checkpoints(job).failed() > failed);
      } finally {
        Files.delete(checkpoints);
        Files.move(away, checkpoints);
      }
      killAndStart(cluster, "taskmanager-1");
    }
  },
  /** The storage of checkpoints is full for a while, and a TaskManager dies at the end of it. */
  STORAGE_FULL {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      Job job = cluster.job().orElseThrow();
      long restarts = cluster.rest().restarts(job);
      long enough = cluster.rest().checkpoints(job).failed() + 8;
      FaultyStorage storage = new FaultyStorage(cluster.layout().folder());
      storage.fill();
      try {
        PATIENCE.await(
            "eight checkpoints fail", () -> cluster.rest().checkpoints(job).failed() >= enough);
        assertThat(ClusterStatus.of(cluster).lines())
            .anyMatch(line -> line.contains("the last one failed"));
      } finally {
        storage.mend();
      }
      awaitCheckpoint(cluster, job);
      assertThat(cluster.rest().restarts(job)).as("restarts").isEqualTo(restarts);
      killAndStart(cluster, "taskmanager-1");
    }
  },
  /** Each write to the storage of checkpoints takes 10 s for a while. */
  STORAGE_SLOW {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      Job job = cluster.job().orElseThrow();
      long restarts = cluster.rest().restarts(job);
      FaultyStorage storage = new FaultyStorage(cluster.layout().folder());
      storage.slowDown(Duration.ofSeconds(10));
      try {
        boolean restarted =
            Patience.of(Duration.ofSeconds(35))
                .until(() -> cluster.rest().restarts(job) > restarts);
        assertThat(restarted).as("restarted").isFalse();
      } finally {
        storage.mend();
      }
      awaitCheckpoint(cluster, job);
      assertThat(cluster.rest().restarts(job)).as("restarts").isEqualTo(restarts);
    }
  },
  /** The process answers a fifth of the time. */
  BROKER_SLOW {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      ScheduledExecutorService signals = Executors.newSingleThreadScheduledExecutor();
      try {
        List<ScheduledFuture<?>> sent = new ArrayList<>();
        for (int millis = 0; millis < 10_000; millis += 500) {
          sent.add(signals.schedule(broker(cluster, "STOP"), millis, TimeUnit.MILLISECONDS));
          sent.add(signals.schedule(broker(cluster, "CONT"), millis + 400, TimeUnit.MILLISECONDS));
        }
        for (ScheduledFuture<?> each : sent) {
          each.get();
        }
      } finally {
        signals.shutdownNow();
        signal(cluster, ClusterLayout.BROKER, "CONT");
      }
    }
  },
  ZOOKEEPER_KILLED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      killAndStart(cluster, ClusterLayout.ZOOKEEPER);
    }
  };

  private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(90));
  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

  /**
   * Strikes; all processes run again when it returns.
   *
   * @param options with which the job was submitted
   */
  abstract void strike(Cluster cluster, List<String> options) throws Exception;

  private static void awaitCheckpoint(Cluster cluster, Job job) throws Exception {
    long completed = cluster.rest().checkpoints(job).completed();
    PATIENCE.await(
        "a checkpoint completes again",
        () -> cluster.rest().checkpoints(job).completed() > completed);
  }

  private static void killAndStart(Cluster cluster, String name) throws Exception {
    cluster.processes().kill(name);
    cluster.start(name);
  }

  private static Callable<Void> broker(Cluster cluster, String signal) {
    return () -> {
      signal(cluster, ClusterLayout.BROKER, signal);
      return null;
    };
  }

  private static void signal(Cluster cluster, String name, String signal) throws Exception {
    long pid = cluster.processes().running(name).orElseThrow().pid();
    int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + signal + " of " + name + " ends with " + exit);
    }
  }

  private static int taskManagers(Cluster cluster) throws InterruptedException {
    return cluster.rest().taskManagers().orElse(2);
  }

  private static void rescale(Cluster cluster, List<String> options, int parallelism)
      throws Exception {
    Path said = cluster.layout().folder().resolve("log").resolve("stop.out");
    int exit =
        cluster.flink(
            List.of("stop", cluster.job().orElseThrow().id()),
            ProcessBuilder.Redirect.to(said.toFile()));
    Matcher path = SAVEPOINT.matcher(Files.readString(said));
    if (exit != 0 || !path.find()) {
      throw new IOException("no savepoint: " + Files.readString(said));
    }
    List<String> flink = new ArrayList<>(List.of("--fromSavepoint", path.group(1)));
    flink.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    cluster.submit(flink, options);
  }
}

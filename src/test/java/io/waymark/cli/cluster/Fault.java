package io.waymark.cli.cluster;

import io.waymark.cli.CommandException;
import io.waymark.cli.cluster.FlinkRest.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may befall a cluster. */
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
      killAndStart(cluster, Plan.JOBMANAGER);
    }
  },
  BROKER_KILLED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      killAndStart(cluster, Plan.BROKER);
    }
  },
  /** Stopped in mid-step until the cluster has given it up, then awake again. */
  TASK_MANAGER_PAUSED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      signal(cluster, "taskmanager-2", "STOP");
      try {
        await("the paused TaskManager is missed", () -> taskManagers(cluster) < 2);
      } finally {
        signal(cluster, "taskmanager-2", "CONT");
      }
      // One that was given up may end itself.
      await(
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
      Path checkpoints = cluster.plan().folder().resolve("checkpoints").resolve(job.id());
      Path away = checkpoints.resolveSibling(job.id() + ".away");
      long failed = cluster.rest().checkpoints(job).failed();
      Files.move(checkpoints, away);
      Files.writeString(checkpoints, "a file in the way of a folder");
      try {
        await("checkpoints fail", () -> cluster.rest().checkpoints(job).failed() > failed);
      } finally {
        Files.delete(checkpoints);
        Files.move(away, checkpoints);
      }
      killAndStart(cluster, "taskmanager-1");
    }
  },
  /** It answers a fifth of the time. */
  BROKER_SLOW {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      for (int i = 0; i < 20; i++) {
        signal(cluster, Plan.BROKER, "STOP");
        TimeUnit.MILLISECONDS.sleep(400);
        signal(cluster, Plan.BROKER, "CONT");
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  },
  ZOOKEEPER_KILLED {
    @Override
    void strike(Cluster cluster, List<String> options) throws Exception {
      killAndStart(cluster, Plan.ZOOKEEPER);
    }
  };

  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

  /**
   * Strikes; all processes run again when it returns.
   *
   * @param options with which the job was submitted
   */
  abstract void strike(Cluster cluster, List<String> options) throws Exception;

  private interface Condition {
    boolean holds() throws IOException, CommandException, InterruptedException;
  }

  private static void killAndStart(Cluster cluster, String name) throws Exception {
    cluster.processes().kill(name);
    cluster.start(name);
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
    Path said = cluster.plan().folder().resolve("log").resolve("stop.out");
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

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 90 s until " + what);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}

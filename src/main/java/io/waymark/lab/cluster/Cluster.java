package io.waymark.lab.cluster;

import io.waymark.lab.OwnerOnly;
import io.waymark.lab.Patience;
import io.waymark.lab.cluster.FlinkRest.Job;
import io.waymark.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in a folder: its processes, and the job on it. */
public final class Cluster {
  private static final Patience START = Patience.of(Duration.ofSeconds(90));
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  /**
   * The time after which Flink has noticed by its heartbeats that a process was killed. A job that
   * was there before may go on at once, and start again when that comes.
   */
  private static final Duration NOTICED = Duration.ofSeconds(6);

  private final Installation installation;
  private final ClusterLayout layout;
  private final ProcessCommands members;
  private final Processes processes;
  private final FlinkRest rest;
  private final PrintWriter out;

  /** The moment by which Flink knows of each process that had to be started again. */
  private long noticedNanos = System.nanoTime();

  /**
   * @param flink settings that differ from {@code flink-conf/config.yaml}
   * @param out for progress
   */
  public Cluster(
      Installation installation, ClusterLayout layout, Map<String, String> flink, PrintWriter out) {
    this.installation = installation;
    this.layout = layout;
    this.members = new ProcessCommands(installation, layout, flink);
    this.processes = new Processes(layout.folder());
    this.rest = new FlinkRest(layout.webUi(), layout.certificate());
    this.out = out;
  }

  /** Starts what does not run, and returns when all of it takes requests. */
  public void start() throws IOException, ClusterException, InterruptedException {
    layout.keep();
    layout.certificate().create();
    for (String name : layout.names()) {
      start(name);
    }
    awaitTaskManagers();
  }

  /** Starts one process again, unless it runs. */
  void start(String name) throws IOException, ClusterException, InterruptedException {
    if (processes.running(name).isEmpty()) {
      checkPorts(name);
      out.println("starting " + name);
      out.flush();
      processes.start(members.member(name));
      noticedNanos = System.nanoTime() + NOTICED.toNanos();
    }
    switch (name) {
      case ClusterLayout.BROKER -> await(name, () -> LocalPort.listens(layout.brokerPort()));
      case ClusterLayout.ZOOKEEPER -> await(name, () -> LocalPort.listens(layout.zooKeeperPort()));
      case ClusterLayout.JOBMANAGER -> await(name, () -> rest.taskManagers().isPresent());
      default -> {
        // They come by themselves; all are waited for together.
      }
    }
  }

  /**
   * Refuses to start a process where another one listens on its ports: the cluster would join that
   * one.
   */
  private void checkPorts(String name) throws ClusterException {
    for (int port : layout.ports(name)) {
      if (LocalPort.listens(port)) {
        throw new ClusterException(
            "port "
                + port
                + ", where "
                + name
                + " listened, is taken by another process; stop that one, or start a cluster in"
                + " another folder with --data");
      }
    }
  }

  void awaitTaskManagers() throws IOException, ClusterException, InterruptedException {
    await(
        ClusterLayout.JOBMANAGER,
        () -> rest.taskManagers().filter(come -> come >= layout.taskManagers()).isPresent());
  }

  /**
   * Submits the job.
   *
   * @param flinkOptions of {@code flink run}, such as {@code --fromSavepoint}
   * @param jobOptions of the job, after its settings file
   */
  public void submit(List<String> flinkOptions, List<String> jobOptions)
      throws IOException, ClusterException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("run", "--detached"));
    arguments.addAll(flinkOptions);
    arguments.add(installation.jobJar().toString());
    arguments.addAll(
        List.of(
            "--config", settings().toString(), "--set", "kafka.bootstrap=" + layout.bootstrap()));
    arguments.addAll(jobOptions);
    Path said =
        OwnerOnly.file(OwnerOnly.folder(layout.folder().resolve("log")).resolve("submit.out"));
    if (flink(arguments, ProcessBuilder.Redirect.to(said.toFile())) != 0) {
      throw new ClusterException(
          "the job cannot be submitted; Flink said:\n" + Files.readString(said));
    }
  }

  /** Runs Flink's own command line; returns its exit code. */
  public int flink(List<String> arguments, ProcessBuilder.Redirect to)
      throws IOException, InterruptedException {
    Process process = members.client(arguments).process(to).start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  /** Returns the job that runs or restarts; other jobs, such as a replay, have other names. */
  public Optional<Job> job() throws IOException, InterruptedException {
    String name = SettingsReader.jobName(settings());
    return rest.jobs().stream().filter(job -> job.name().equals(name) && job.goesOn()).findFirst();
  }

  /**
   * Returns when every subtask of the job runs, and Flink knows of each process that had ended
   * before {@link #start}.
   */
  public void awaitJob() throws IOException, ClusterException, InterruptedException {
    await(
        ClusterLayout.JOBMANAGER,
        () -> {
          Optional<Job> job = job();
          return System.nanoTime() > noticedNanos && job.isPresent() && rest.isRunning(job.get());
        });
  }

  /**
   * Stops the processes in the reverse order of their start. State and topics stay in the folder.
   */
  public void stop() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(layout.names());
    Collections.reverse(names);
    for (String name : names) {
      if (processes.running(name).isPresent()) {
        out.println("stopping " + name);
        out.flush();
        processes.stop(name, LONGEST_STOP);
      }
    }
  }

  private Path settings() {
    return installation.flinkConf().resolve("waymark.yaml");
  }

  public ClusterLayout layout() {
    return layout;
  }

  Processes processes() {
    return processes;
  }

  FlinkRest rest() {
    return rest;
  }

  private void await(String name, Patience.Probe<IOException> ready)
      throws IOException, ClusterException, InterruptedException {
    boolean over = START.until(() -> ready.holds() || processes.running(name).isEmpty());
    if (processes.running(name).isEmpty()) {
      throw new ClusterException(
          name + " has ended; " + processes.output(name) + " and the log beside it say why");
    }
    if (!over) {
      throw new ClusterException(
          name
              + " is not ready after "
              + START.longest().toSeconds()
              + " s; the logs in "
              + layout.folder().resolve("log")
              + " say why");
    }
  }
}

package io.waymark.cli.cluster;

import io.waymark.cli.CommandException;
import io.waymark.cli.cluster.FlinkRest.Job;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A cluster in a folder: its processes, and the job on it. */
final class Cluster {
  static final String JOB_NAME = "waymark";

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final Installation installation;
  private final Plan plan;
  private final Members members;
  private final Processes processes;
  private final FlinkRest rest;
  private final PrintWriter out;

  /**
   * @param flink settings that differ from {@code flink-conf/config.yaml}
   * @param out for progress
   */
  Cluster(Installation installation, Plan plan, Map<String, String> flink, PrintWriter out)
      throws IOException {
    this.installation = installation;
    this.plan = plan;
    this.members = new Members(installation, plan, flink);
    this.processes = new Processes(plan.folder());
    this.rest = new FlinkRest(plan.webUi());
    this.out = out;
  }

  /** Starts what does not run, and returns when all of it takes requests. */
  void start() throws IOException, CommandException, InterruptedException {
    plan.keep();
    for (Member member : members.all()) {
      start(member);
    }
    awaitTaskManagers();
  }

  /** Starts one process again, unless it runs. */
  void start(String name) throws IOException, CommandException, InterruptedException {
    for (Member member : members.all()) {
      if (member.name().equals(name)) {
        start(member);
      }
    }
  }

  private void start(Member member) throws IOException, CommandException, InterruptedException {
    if (processes.running(member.name()).isEmpty()) {
      checkPorts(member.name());
      out.println("starting " + member.name());
      out.flush();
      processes.start(member);
    }
    switch (member.name()) {
      case Members.BROKER -> await(member.name(), () -> listens(plan.brokerPort()));
      case Members.ZOOKEEPER -> await(member.name(), () -> listens(plan.zooKeeperPort()));
      case Members.JOBMANAGER -> await(member.name(), () -> rest.taskManagers().isPresent());
      default -> {
        // They come by themselves; all are waited for together.
      }
    }
  }

  /** Otherwise it would join whatever listens there. */
  private void checkPorts(String name) throws CommandException {
    for (int port : plan.ports(name)) {
      if (listens(port)) {
        throw new CommandException(
            "port "
                + port
                + ", where "
                + name
                + " listened, is taken by another process; stop that one, or start a cluster in"
                + " another folder with --data");
      }
    }
  }

  void awaitTaskManagers() throws IOException, CommandException, InterruptedException {
    await(
        Members.JOBMANAGER,
        () -> rest.taskManagers().filter(come -> come >= plan.taskManagers()).isPresent());
  }

  /**
   * Submits the job.
   *
   * @param flinkOptions of {@code flink run}, such as {@code --fromSavepoint}
   * @param jobOptions of the job, after its settings file
   */
  void submit(List<String> flinkOptions, List<String> jobOptions)
      throws IOException, CommandException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("run", "--detached"));
    arguments.addAll(flinkOptions);
    arguments.add(installation.jobJar().toString());
    arguments.addAll(
        List.of(
            "--config",
            installation.flinkConf().resolve("waymark.yaml").toString(),
            "--set",
            "kafka.bootstrap=" + plan.bootstrap()));
    arguments.addAll(jobOptions);
    Path said = Files.createDirectories(plan.folder().resolve("log")).resolve("submit.out");
    if (flink(arguments, ProcessBuilder.Redirect.to(said.toFile())) != 0) {
      throw new CommandException(
          "the job cannot be submitted; Flink said:\n" + Files.readString(said));
    }
  }

  /** Flink's own command line; its exit code. */
  int flink(List<String> arguments, ProcessBuilder.Redirect to)
      throws IOException, InterruptedException {
    Member client = members.client(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(client.command()).redirectErrorStream(true).redirectOutput(to);
    builder.environment().putAll(client.environment());
    Process process = builder.start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  /** The job that runs, or will again. */
  Optional<Job> job() throws IOException, InterruptedException {
    return rest.jobs().stream()
        .filter(job -> job.name().equals(JOB_NAME) && job.goesOn())
        .findFirst();
  }

  /** Returns when every subtask of the job runs. */
  void awaitJob() throws IOException, CommandException, InterruptedException {
    await(
        Members.JOBMANAGER,
        () -> {
          Optional<Job> job = job();
          return job.isPresent() && rest.tasks(job.get()).allRun();
        });
  }

  /** The last that was started is the first that ends. What is kept lies in the folder. */
  void stop() throws IOException, InterruptedException {
    List<Member> all = new ArrayList<>(members.all());
    Collections.reverse(all);
    for (Member member : all) {
      if (processes.running(member.name()).isPresent()) {
        out.println("stopping " + member.name());
        out.flush();
        processes.stop(member.name(), LONGEST_STOP);
      }
    }
  }

  List<Member> members() throws IOException {
    return members.all();
  }

  Plan plan() {
    return plan;
  }

  Processes processes() {
    return processes;
  }

  FlinkRest rest() {
    return rest;
  }

  /** Something that takes its time. */
  private interface Readiness {
    boolean isThere() throws IOException, InterruptedException;
  }

  private void await(String name, Readiness readiness)
      throws IOException, CommandException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!readiness.isThere()) {
      if (processes.running(name).isEmpty()) {
        throw new CommandException(
            name + " has ended; " + processes.output(name) + " and the log beside it say why");
      }
      if (System.nanoTime() > end) {
        throw new CommandException(
            name
                + " is not ready after "
                + LONGEST_START.toSeconds()
                + " s; the logs in "
                + plan.folder().resolve("log")
                + " say why");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.waymark.cli;

import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.lab.cluster.Cluster;
import io.waymark.lab.cluster.ClusterException;
import io.waymark.lab.cluster.ClusterFolder;
import io.waymark.lab.cluster.ClusterLayout;
import io.waymark.lab.cluster.ClusterStatus;
import io.waymark.lab.cluster.FlinkRest.Job;
import io.waymark.lab.cluster.Installation;
import io.waymark.lab.cluster.Processes;
import io.waymark.lab.local.RetainedState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A real cluster on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Kafka broker, ZooKeeper, a JobManager and TaskManagers as processes of their own on this machine, with flink-conf/"
          + " and the job jar, as production does.",
      "All that is kept lies in one folder. What listens does so on loopback only."
    },
    footer = {
      "",
      "Examples:",
      "  waymark cluster up --task-managers 2",
      "  waymark rules push my-rules --set kafka.bootstrap=127.0.0.1:9092",
      "  waymark cluster status",
      "  waymark cluster flink list",
      "  waymark cluster down"
    })
public final class ClusterCommand implements Runnable {
  private static final int TASK_MANAGERS = 2;

  /** From the first word on all belongs to Flink. */
  static final class Rest implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's
    public void consumeParameters(Stack<String> left, ArgSpec to, CommandSpec command) {
      List<String> rest = new ArrayList<>();
      while (!left.isEmpty()) {
        rest.add(left.pop());
      }
      to.setValue(rest);
    }
  }

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do with the cluster: up, status, flink or down");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Starts what does not run of the cluster, and submits the job unless it is there.",
        "",
        "A process that was killed is started again where it was; the job goes on from its last checkpoint. A job that was stopped or"
            + " cancelled does not: --from-savepoint says where it goes on."
      },
      footer = {
        "",
        "Examples:",
        "  waymark cluster up --set job.delivery=exactly-once",
        "  waymark cluster up --from-savepoint cluster/savepoints/savepoint-1a2b3c-4d5e6f"
      })
  int up(
      @Mixin ClusterFolder data,
      @Option(
              names = "--task-managers",
              paramLabel = "N",
              description = "how many; default as many as there were, at first 2")
          @Nullable Integer taskManagers,
      @Option(
              names = "--from-savepoint",
              paramLabel = "PATH",
              description =
                  "savepoint or kept checkpoint that a job which is submitted goes on from")
          @Nullable String savepoint,
      @Option(
              names = "--without-state",
              description =
                  "submits a job that begins anew although there are savepoints or checkpoints")
          boolean withoutState,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "a setting of the job, besides flink-conf/waymark.yaml")
          @Nullable Map<String, String> set)
      throws IOException, ClusterException, CommandException, InterruptedException {
    refuseAName(set);
    Cluster cluster = cluster(ClusterLayout.of(data.path(), taskManagers(data, taskManagers)));
    cluster.start();
    Optional<Job> there = cluster.job();
    if (there.isPresent() && savepoint != null) {
      throw new CommandException(
          "job " + there.get().id() + " runs; stop it before another one goes on from a savepoint");
    }
    if (there.isEmpty() && savepoint == null && !withoutState) {
      refuseToForget(cluster);
    }
    if (there.isEmpty()) {
      out().println("submitting the job");
      out().flush();
      List<String> options = new ArrayList<>(List.of("--set", "kafka.create-topics=true"));
      if (set != null) {
        set.forEach((key, value) -> options.addAll(List.of("--set", key + "=" + value)));
      }
      cluster.submit(
          savepoint == null ? List.of() : List.of("--fromSavepoint", whole(savepoint)), options);
    }
    out().println("waiting for the job");
    out().flush();
    cluster.awaitJob();
    return say(cluster);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Says what runs, and how the job is. Exit code 1 when something does not run.",
      footer = {"", "Example:", "  waymark cluster status"})
  int status(@Mixin ClusterFolder data)
      throws IOException, ClusterException, CommandException, InterruptedException {
    return say(cluster(data.existing()));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Flink's own command line, for this cluster: list, stop, savepoint, run, cancel.",
        "`run` needs the job jar and its options; `waymark cluster up` submits the job by itself, also from a savepoint."
      },
      footer = {
        "",
        "Examples:",
        "  waymark cluster flink list",
        "  waymark cluster flink stop --type canonical JOB",
        "  waymark cluster flink --data other-cluster list --all"
      })
  int flink(
      @Mixin ClusterFolder data,
      @Parameters(
              paramLabel = "ARG",
              arity = "1..*",
              parameterConsumer = Rest.class,
              description = "as after `flink`, options too; --data comes before")
          List<String> arguments)
      throws IOException, ClusterException, CommandException, InterruptedException {
    return cluster(data.existing()).flink(arguments, ProcessBuilder.Redirect.INHERIT);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Ends all processes of the cluster.",
        "",
        "The job is not cancelled: the next `up` goes on from its last checkpoint."
      },
      footer = {"", "Example:", "  waymark cluster down"})
  int down(@Mixin ClusterFolder data)
      throws IOException, ClusterException, CommandException, InterruptedException {
    cluster(data.existing()).stop();
    out().println("stopped; `waymark cluster up --data " + data + "` goes on from here");
    return 0;
  }

  @Command(
      hidden = true,
      mixinStandardHelpOptions = true,
      description = "The broker of the cluster, until it is interrupted.")
  int broker(
      @Option(names = "--data", required = true) Path data,
      @Option(names = "--port", required = true) int port)
      throws IOException, ClusterException, CommandException, InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
      CountDownLatch interrupted = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> release(interrupted, closed)));
      out().println("Kafka is at " + broker.bootstrap());
      out().flush();
      interrupted.await();
      broker.close();
      closed.countDown();
      return 0;
    }
  }

  /** The process ends when this returns. */
  private static void release(CountDownLatch interrupted, CountDownLatch closed) {
    interrupted.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every command asks for the job by its name. */
  private static void refuseAName(@Nullable Map<String, String> set) throws CommandException {
    if (set != null && set.containsKey("job.name")) {
      throw new CommandException(
          "job.name belongs into flink-conf/waymark.yaml, where `waymark cluster status` finds it;"
              + " a second job comes by `waymark cluster flink run`");
    }
  }

  /** A job that was stopped and begins without its state would be a surprise. */
  private static void refuseToForget(Cluster cluster)
      throws IOException, ClusterException, CommandException {
    Optional<Path> newest = RetainedState.newest(cluster.layout().folder());
    if (newest.isPresent()) {
      throw new CommandException(
          "no job runs, but one did; say where it goes on: --from-savepoint "
              + newest.get()
              + ", or --without-state");
    }
  }

  private int say(Cluster cluster) throws IOException, InterruptedException {
    ClusterStatus status = ClusterStatus.of(cluster);
    status.lines().forEach(out()::println);
    out().flush();
    return status.isUp() ? 0 : 1;
  }

  private Cluster cluster(ClusterLayout layout) throws ClusterException {
    return new Cluster(Installation.here(), layout, Map.of(), out());
  }

  /** None that runs is left out: `down` would not find it. */
  private int taskManagers(ClusterFolder data, @Nullable Integer asked)
      throws IOException, ClusterException, CommandException {
    if (asked != null && asked < 1) {
      throw new ParameterException(spec.commandLine(), "--task-managers must be 1 or more");
    }
    ClusterLayout kept = ClusterLayout.kept(data.path());
    if (kept == null || asked == null) {
      return asked != null ? asked : kept != null ? kept.taskManagers() : TASK_MANAGERS;
    }
    List<String> names = kept.taskManagerNames();
    for (String name : names.subList(Math.min(asked, names.size()), names.size())) {
      if (new Processes(data.path()).running(name).isPresent()) {
        throw new CommandException(
            name + " runs; `waymark cluster down` comes before fewer of them");
      }
    }
    return asked;
  }

  /** The JobManager opens it, from another folder. */
  private static String whole(String savepoint) {
    return savepoint.contains(":")
        ? savepoint
        : Path.of(savepoint).toAbsolutePath().normalize().toString();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

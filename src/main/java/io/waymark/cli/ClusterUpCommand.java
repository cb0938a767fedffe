package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.lab.cluster.Cluster;
import io.waymark.lab.cluster.ClusterLayout;
import io.waymark.lab.cluster.ClusterStatus;
import io.waymark.lab.cluster.FlinkRest.Job;
import io.waymark.lab.cluster.Processes;
import io.waymark.lab.local.RetainedState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the processes of a cluster, and the job on it. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the processes of the cluster that do not run, and submits the job unless it is there.",
      "",
      "A process that was killed is started again where it was; the job continues from its last checkpoint. A job that was stopped or"
          + " cancelled does not: --from-savepoint says where it continues."
    },
    footer = {
      "",
      "Examples:",
      "  waymark cluster up --set job.delivery=exactly-once",
      "  waymark cluster up --from-savepoint cluster/savepoints/savepoint-1a2b3c-4d5e6f"
    })
final class ClusterUpCommand implements Callable<Integer> {
  private static final int TASK_MANAGERS = 2;

  @Mixin private ClusterOptions data;

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      description = "how many; default as many as there were, at first 2")
  private @Nullable Integer taskManagers;

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description = "savepoint or retained checkpoint from which a submitted job continues")
  private @Nullable String savepoint;

  @Option(
      names = "--without-state",
      description = "submits a job that begins anew although there are savepoints or checkpoints")
  private boolean withoutState;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of the job, besides flink-conf/waymark.yaml")
  private Map<String, String> set = new LinkedHashMap<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    refuseAName();
    StartProblems problems = new StartProblems();
    problems.checkWritable("--data", data.typed());
    checkSavepoint(problems);
    problems.note(() -> SettingsOptions.read(JobSettings::read, null, set));
    problems.refuseAny();
    Cluster cluster = data.cluster(ClusterLayout.of(data.folder(), taskManagers()));
    cluster.start();
    Optional<Job> running = cluster.job();
    if (running.isPresent() && savepoint != null) {
      throw new CommandException(
          "job "
              + running.get().id()
              + " runs; stop it before another one continues from a savepoint");
    }
    if (running.isEmpty()) {
      submit(cluster);
    }
    print("waiting for the job");
    cluster.awaitJob();
    return ClusterStatus.of(cluster).print(data.out());
  }

  private void submit(Cluster cluster) throws Exception {
    if (savepoint == null && !withoutState) {
      refuseToForget(cluster);
    }
    print("submitting the job");
    List<String> options = new ArrayList<>(List.of("--set", "kafka.create-topics=true"));
    set.forEach((key, value) -> options.addAll(List.of("--set", key + "=" + value)));
    cluster.submit(
        savepoint == null ? List.of() : List.of("--fromSavepoint", absolute(savepoint)), options);
  }

  /** Notes a savepoint that is not there; only Flink can look into other file systems. */
  private void checkSavepoint(StartProblems problems) {
    if (savepoint == null || savepoint.contains(":")) {
      return;
    }
    Path metadata = RetainedState.metadata(Path.of(savepoint));
    if (!Files.isReadable(metadata)) {
      problems.add(
          "--from-savepoint "
              + savepoint
              + " is no savepoint: there is no file "
              + metadata.getFileName()
              + " in it that this user may read; `waymark cluster flink savepoint JOB` takes one");
    }
  }

  /** Refuses a name of the job: every command asks for the job by the name in the configuration. */
  private void refuseAName() throws CommandException {
    if (set.containsKey("job.name")) {
      throw new CommandException(
          "job.name belongs into flink-conf/waymark.yaml, where `waymark cluster status` finds it;"
              + " a second job comes by `waymark cluster flink run`");
    }
  }

  /** Refuses to start a stopped job without its state. */
  private static void refuseToForget(Cluster cluster) throws IOException, CommandException {
    Optional<Path> newest = RetainedState.newest(cluster.layout().folder());
    if (newest.isPresent()) {
      throw new CommandException(
          "no job runs, but one did; say where it continues: --from-savepoint "
              + Shell.word(newest.get())
              + ", or --without-state");
    }
  }

  /** Refuses to leave out a TaskManager that runs: `down` would not find it. */
  private int taskManagers() throws IOException, CommandException {
    if (taskManagers != null && taskManagers < 1) {
      throw new ParameterException(spec.commandLine(), "--task-managers must be 1 or more");
    }
    ClusterLayout kept = ClusterLayout.kept(data.folder());
    if (kept == null) {
      return taskManagers == null ? TASK_MANAGERS : taskManagers;
    }
    if (taskManagers == null) {
      return kept.taskManagers();
    }
    List<String> names = kept.taskManagerNames();
    for (String name : names.subList(Math.min(taskManagers, names.size()), names.size())) {
      if (new Processes(data.folder()).running(name).isPresent()) {
        throw new CommandException(
            name + " runs; `waymark cluster down` comes before fewer of them");
      }
    }
    return taskManagers;
  }

  /** Returns an absolute path, as the JobManager opens it from another folder. */
  private static String absolute(String savepoint) {
    return savepoint.contains(":")
        ? savepoint
        : Path.of(savepoint).toAbsolutePath().normalize().toString();
  }

  private void print(String progress) {
    PrintWriter out = data.out();
    out.println(progress);
    out.flush();
  }
}

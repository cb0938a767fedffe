package io.waymark.cli;

import io.waymark.console.CannotListenException;
import io.waymark.kafka.KafkaTopics;
import io.waymark.lab.broker.FolderInUseException;
import io.waymark.lab.cluster.ClusterException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "waymark",
    mixinStandardHelpOptions = true,
    version = "waymark 0.1.0",
    description = "Turns the touchpoints of every customer into triggers, within seconds.",
    subcommands = {
      RunCommand.class,
      JobCommand.class,
      RulesCommand.class,
      ClusterCommand.class,
      ConsoleCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  waymark run                                      a shop, a broker and the job, here and now",
      "  waymark run --input orders.jsonl.gz --mapping segment --rules my-rules",
      "                                                   files through the same job, to their end",
      "  waymark rules check my-rules                     what is wrong with rules, and where",
      "  waymark job --config waymark.yaml                the job against your own Kafka",
      "  waymark console --set kafka.bootstrap=...        how what the job writes is coming in, on /health",
      "  waymark cluster up                               a broker, a JobManager and TaskManagers as processes of their own"
    })
public final class Waymark implements Runnable {
  /** Examples are not to be wrapped. */
  private static final int WIDTH = 130;

  /** Failures whose message says why and what to do. */
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          CommandException.class,
          KafkaTopics.MissingException.class,
          CannotListenException.class,
          ClusterException.class,
          FolderInUseException.class);

  @Spec private CommandSpec spec;

  private Waymark() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs a command; 0 when all went well, 1 when it did not, 2 when it was asked wrongly. */
  public static int execute(String... args) {
    return commandLine().execute(args);
  }

  /** All commands, as {@link #execute} runs them. */
  public static CommandLine commandLine() {
    return new CommandLine(new Waymark())
        .setUsageHelpWidth(WIDTH)
        .setExecutionExceptionHandler(Waymark::explain);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command");
  }

  /** What a person can mend is said in words; anything else is our bug and shows where. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (EXPLAINED.stream().anyMatch(explained -> explained.isInstance(failure))) {
      command.getErr().println("waymark: " + failure.getMessage());
    } else {
      command.getErr().println("waymark: this should not have happened; please report it");
      failure.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}

package io.waymark.cli;

import io.waymark.console.access.UnusableAccessException;
import io.waymark.console.api.CannotListenException;
import io.waymark.console.store.StoreException;
import io.waymark.deliver.DeliveryFailedException;
import io.waymark.deliver.UnusableDestinationsException;
import io.waymark.deliver.watch.UnusablePortException;
import io.waymark.kafka.NotReadyException;
import io.waymark.lab.broker.FolderInUseException;
import io.waymark.lab.broker.PortTakenException;
import io.waymark.lab.cluster.ClusterException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class: all commands. */
@Command(
    name = "waymark",
    mixinStandardHelpOptions = true,
    version = "waymark 0.1.0",
    description = "Turns the touchpoints of every customer into triggers, within seconds.",
    subcommands = {
      RunCommand.class,
      JobCommand.class,
      RulesCommand.class,
      PolicyCommand.class,
      MappingCommand.class,
      LifecycleCommand.class,
      ExplainCommand.class,
      ClusterCommand.class,
      MapCommand.class,
      ConsoleCommand.class,
      DeliverCommand.class,
      ExportCommand.class,
      ShopCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  waymark run                                      a shop, a broker and the job, here and now",
      "  waymark run --input orders.jsonl.gz --mapping segment --rules my-rules",
      "                                                   files through the same job, to their end",
      "  waymark rules check my-rules                     what is wrong with rules, and where",
      "  waymark policy check policy.yaml                 what is wrong with a policy, and where",
      "  waymark mapping check orders.yaml --sample orders.csv",
      "                                                   the touchpoints that a mapping makes of a file",
      "  waymark explain --customer anna --rule my-rule  why a rule fired, or did not",
      "  waymark job --config waymark.yaml                the job against your own Kafka",
      "  waymark map --set kafka.bootstrap=...            the journey map that the job keeps, once or live",
      "  waymark console --set kafka.bootstrap=...        the journey map, customers, triggers, rules and health, in a browser",
      "  waymark deliver --set kafka.bootstrap=...        triggers to the webhooks, topics and files that their rules name",
      "  waymark export --xes log.xes --input found/applied.jsonl",
      "                                                   an event log for process-mining tools",
      "  waymark shop shop.jsonl.gz --days 7              a week of simulated customers, to try things on",
      "  waymark cluster up                               a broker, a JobManager and TaskManagers as processes of their own",
      "  waymark verify                                   builds and tests Waymark itself; installs what that needs (launcher only)"
    })
public final class Waymark implements Runnable {
  /** Failures whose message says why and what to do. */
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          CommandException.class,
          NotReadyException.class,
          CannotListenException.class,
          StoreException.class,
          UnusableAccessException.class,
          ClusterException.class,
          UnusableDestinationsException.class,
          DeliveryFailedException.class,
          UnusablePortException.class,
          FolderInUseException.class,
          PortTakenException.class);

  @Spec private CommandSpec spec;

  private Waymark() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs a command and returns its exit code. */
  public static int execute(String... args) {
    return commandLine().execute(args);
  }

  /** Returns the command line that {@link #execute} runs. */
  public static CommandLine commandLine() {
    return Execution.of(new Waymark(), EXPLAINED);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command");
  }
}

package io.waymark.cli;

import io.waymark.lab.bench.ConsoleBench;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the bench of the console. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Kafka broker and the job in this process, and a console in a process of its own. The job takes a history, the console reads it, then touchpoints come at a fixed rate.",
      "Measured are how fast the console stores, its CPU alone and with viewers of the live map, and how long the data of each page takes."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench console",
      "  waymark bench console --customers 20000 --history 100000 --seconds 10"
    })
final class ConsoleBenchCommand implements Callable<Integer> {
  @Option(
      names = "--rules",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many rules are live besides that of the load; default ${DEFAULT-VALUE}")
  private int rules;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "200000",
      description = "customers of the load; default ${DEFAULT-VALUE}")
  private int customers;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "500000",
      description =
          "touchpoints that are there before the console starts; default ${DEFAULT-VALUE}")
  private long history;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description = "touchpoints a second while it is measured; default ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--viewers",
      paramLabel = "N",
      defaultValue = "200",
      description = "how many look on at the live map; default ${DEFAULT-VALUE}")
  private int viewers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long each measurement takes; default ${DEFAULT-VALUE}")
  private int seconds;

  @Mixin private FlinkOptions flink;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (rules < 0
        || customers < 1
        || history < 10_000
        || rate < 100
        || viewers < 1
        || seconds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--history must be 10000 or more, --rate 100 or more, --rules 0 or more, --customers,"
              + " --viewers and --seconds 1 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    ConsoleBench.Load load =
        new ConsoleBench.Load(
            rules, customers, history, rate, viewers, Duration.ofSeconds(seconds));
    new ConsoleBench(load, console()).measure(out, flink.settings()).print(out);
    return 0;
  }

  /** Returns the command that starts a console from the classes of this process. */
  private static List<String> console() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        ConsoleCommand.class.getName());
  }
}

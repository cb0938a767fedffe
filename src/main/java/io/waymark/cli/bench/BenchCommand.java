package io.waymark.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures on this machine, in this process. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures how many touchpoints a second the job takes, and how soon triggers are out.",
    subcommands = {ThroughputCommand.class, LatencyCommand.class},
    footer = {
      "",
      "Examples:",
      "  waymark bench throughput --rules 1,10,100",
      "  waymark bench latency --rate 2000 --disorder 0s,1s"
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: throughput or latency");
  }
}

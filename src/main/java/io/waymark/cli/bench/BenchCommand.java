package io.waymark.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures on this machine, in this process. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how many touchpoints a second the job takes.",
    subcommands = ThroughputCommand.class,
    footer = {"", "Examples:", "  waymark bench throughput --rules 1,10,100"})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: throughput");
  }
}

package io.waymark.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands about how the records of a source become touchpoints. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    description = "Checks how the records of a source become touchpoints.",
    subcommands = MappingCheckCommand.class)
final class MappingCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the mapping: check");
  }
}

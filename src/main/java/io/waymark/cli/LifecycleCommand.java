package io.waymark.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands about the stages of a business. */
@Command(
    name = "lifecycle",
    mixinStandardHelpOptions = true,
    description = "Checks the stages of a business, and who enters them.",
    subcommands = LifecycleCheckCommand.class)
final class LifecycleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the lifecycle: check");
  }
}

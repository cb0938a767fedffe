package io.waymark.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands for marketers. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Checks rules, tries them and brings them to a job.",
    subcommands = {
      RulesCheckCommand.class,
      RulesTestCommand.class,
      RulesPushCommand.class,
      RulesResumeCommand.class
    })
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do with the rules: check, test, push or resume");
  }
}

package io.waymark.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the commands about what all rules together may send. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description =
        "Checks a policy, or brings it to a job: what all rules together may send to one customer.",
    subcommands = {PolicyCheckCommand.class, PolicyPushCommand.class})
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do with the policy: check or push");
  }
}

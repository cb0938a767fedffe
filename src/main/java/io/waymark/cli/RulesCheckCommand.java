package io.waymark.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the problems of rules before they run. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Finds all that is wrong with the rules in a folder, before they run.",
      "",
      "For each rule it shows which matcher takes it (compact, or Flink CEP's NFA and why) and how much of a customer's state its"
          + " open runs take. Exit code 1 when a rule is refused."
    },
    footer = {"", "Example:", "  waymark rules check my-rules --lifecycle subscription"})
final class RulesCheckCommand implements Callable<Integer> {
  @Mixin private RulesOptions options = new RulesOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    Path folder = options.folder();
    RuleTable table = new RuleTable(RuleFiles.read(folder, options.lifecycle()));
    table.lines().forEach(spec.commandLine().getOut()::println);
    return table.refused() == 0 ? 0 : 1;
  }
}

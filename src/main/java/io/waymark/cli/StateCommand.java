package io.waymark.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the state bench alone. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = {
      "Feeds the made-up load to the engine that the job's operator feeds, without Flink, and prints how many bytes it keeps of a customer, by how many rules and correlation values have open runs."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench state",
      "  waymark bench state --state-customers 100000 --state-touchpoints 1000000"
    })
final class StateCommand implements Callable<Integer> {
  @Mixin private StateOptions state;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    state.bench().measure(out).print(out);
    return 0;
  }
}

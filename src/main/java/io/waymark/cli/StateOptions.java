package io.waymark.cli;

import io.waymark.lab.bench.StateBench;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the state bench, which two commands have. */
final class StateOptions {
  @Option(
      names = "--state-rules",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many rules are live for it; default ${DEFAULT-VALUE}")
  private int rules;

  @Option(
      names = "--state-customers",
      paramLabel = "N",
      defaultValue = "20000",
      description = "how many customers there are; default ${DEFAULT-VALUE}")
  private int customers;

  @Option(
      names = "--state-touchpoints",
      paramLabel = "N",
      defaultValue = "400000",
      description = "how many touchpoints they have, after one of each; default ${DEFAULT-VALUE}")
  private long touchpoints;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns the bench that the options ask for; refuses what cannot be measured. */
  StateBench bench() {
    if (rules < 1 || customers < 1 || touchpoints < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--state-rules, --state-customers and --state-touchpoints must be 1 or more");
    }
    return new StateBench(rules, customers, touchpoints);
  }
}

package io.waymark.lab.bench;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many bytes the state of a customer takes. */
public final class StateSize {
  @Option(
      names = "--state-rules",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many rules are live for it; default ${DEFAULT-VALUE}")
  private int rules = 1_000;

  @Option(
      names = "--state-customers",
      paramLabel = "N",
      defaultValue = "20000",
      description = "how many customers there are; default ${DEFAULT-VALUE}")
  private int customers = 20_000;

  @Option(
      names = "--state-touchpoints",
      paramLabel = "N",
      defaultValue = "400000",
      description = "how many touchpoints they have, after one of each; default ${DEFAULT-VALUE}")
  private long touchpoints = 400_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Refuses what cannot be measured. */
  public void check() {
    if (rules < 1 || customers < 1 || touchpoints < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--state-rules, --state-customers and --state-touchpoints must be 1 or more");
    }
  }

  public StateTable measure(PrintWriter out) {
    check();
    Load load = Load.introduced(customers);
    long all = load.introduced() + touchpoints;
    Ticker ticker = new Ticker(out);
    try (CustomerStore store = new CustomerStore(LoadRules.read(rules))) {
      for (long index = 0; index < all; index++) {
        store.apply(load.touchpoint(index));
        long done = index + 1;
        ticker.tick(() -> "state of customers: %,d of %,d".formatted(done, all));
      }
      ticker.clear();
      double triggers = store.triggers() * 100.0 / all;
      return new StateTable(rules, all, triggers, store.sizes(Load.timeMillis(all)));
    }
  }
}

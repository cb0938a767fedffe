package io.waymark.cli;

import io.waymark.lab.bench.ThroughputBench;
import io.waymark.model.PolicyText;
import io.waymark.settings.SettingsReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the throughput bench, which two commands have. */
final class ThroughputOptions {
  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,10,100,1000",
      description = "how many rules are live, one row each; default ${DEFAULT-VALUE}")
  private List<Integer> rules = List.of();

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "how many customers there are; default ${DEFAULT-VALUE}")
  private int customers;

  @Option(
      names = "--many-customers",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "how many there are in one more row, with the most rules; 0 for no such row; default ${DEFAULT-VALUE}")
  private int manyCustomers;

  @Option(
      names = "--unselective",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "how many rules there are in one more row that every touchpoint of a type starts; 0 for no such row; default ${DEFAULT-VALUE}")
  private int unselective;

  @Option(
      names = "--also",
      paramLabel = "SETTING=VALUE",
      description =
          "measures one more row, with the most rules and this setting, such as job.applied=true or job.journey-map=false; may be repeated")
  private Map<String, String> also = new LinkedHashMap<>();

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description = "measures one more row, with the most rules and this policy: a file or default")
  private @Nullable String policy;

  @Option(
      names = "--touchpoints",
      paramLabel = "N",
      defaultValue = "2000000",
      description =
          "how many touchpoints a run measures at the least, unless it is of Flink CEP; default ${DEFAULT-VALUE}")
  private long touchpoints;

  @Option(
      names = "--run-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "how long a run is measured at the least; default ${DEFAULT-VALUE}")
  private int runSeconds;

  @Option(
      names = "--operators",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,10",
      description =
          "of how many rules Flink CEP is measured, an operator each, one row each; 0 for none; default ${DEFAULT-VALUE}")
  private List<Integer> operators = List.of();

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "how long each row is run once before the others, for the compiler, and thrown away; 0 for not at all; default ${DEFAULT-VALUE}")
  private int warmUpSeconds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "how often each row is measured, in turn with the others; default ${DEFAULT-VALUE}")
  private int runs;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Returns the bench that the options ask for; refuses what cannot be measured.
   *
   * @throws CommandException if the policy cannot be used
   */
  ThroughputBench bench() throws CommandException {
    if (rules.stream().anyMatch(each -> each < 1)
        || operators.stream().anyMatch(each -> each < 0)) {
      throw refused("--rules must be 1 or more each, --operators 0 or more");
    }
    if (touchpoints < 10) {
      throw refused("--touchpoints must be 10 or more");
    }
    try {
      SettingsReader.with(also);
    } catch (IllegalArgumentException e) {
      throw refused("--also: " + e.getMessage());
    }
    PolicyText under = policy == null ? null : new PolicyText(PolicyFile.text(policy), policy, 0);
    if (unselective < 0) {
      throw refused("--unselective must be 0 or more");
    }
    if (customers < 1 || manyCustomers < 0 || runs < 1 || runSeconds < 1 || warmUpSeconds < 0) {
      throw refused(
          "--customers, --runs and --run-seconds must be 1 or more, --many-customers and"
              + " --warm-up-seconds 0 or more");
    }
    return new ThroughputBench(
        rules,
        operators,
        customers,
        manyCustomers,
        unselective,
        also,
        under,
        new ThroughputBench.Runs(
            runs, Duration.ofSeconds(warmUpSeconds), touchpoints, Duration.ofSeconds(runSeconds)));
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.waymark.cli;

import io.waymark.govern.Mismatches;
import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.rule.Holdout;
import io.waymark.rule.Rule;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the problems of a policy before it is in force. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Finds all that is wrong with a policy, before it is in force.",
      "",
      "It shows each problem with its line, column and a caret, or else the gates that the policy adds to those of rules. Exit code 1 when the"
          + " policy or a rule is refused.",
      "",
      "With --rules it warns of parts of the policy that choose no trigger of these rules, as of a tag that none has, and of rules whose"
          + " triggers expire while arbitration waits. With --destinations it warns of destinations that are not there."
    },
    footer = {
      "",
      "Examples:",
      "  waymark policy check policy.yaml",
      "  waymark policy check default                     the policy that comes with Waymark",
      "  waymark policy check policy.yaml --rules my-rules --destinations destinations.yaml"
    })
final class PolicyCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the policy: a YAML file, or default")
  private String file = "";

  @Option(
      names = "--rules",
      paramLabel = "DIR|FILE",
      description = "rules that are to run under it: a folder with one a file, or one such file")
  private @Nullable Path rules;

  @Option(
      names = "--lifecycle",
      defaultValue = "commerce",
      description = "of the rules: name or file; default ${DEFAULT-VALUE}")
  private String lifecycle = "commerce";

  @Option(
      names = "--destinations",
      paramLabel = "FILE",
      description = "destinations of `waymark deliver`")
  private @Nullable Path destinations;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    Lifecycle stages = RuleFiles.lifecycle(lifecycle);
    Set<String> to = DestinationsFile.names(destinations);
    List<String> refusals = new ArrayList<>(CheckedFile.refusal(file, PolicyReader::problems));
    List<Rule> running = new ArrayList<>();
    if (rules != null) {
      RuleTable table = new RuleTable(RuleFiles.read(rules, stages));
      refusals.addAll(table.refusals());
      running.addAll(table.accepted());
    }
    PrintWriter out = spec.commandLine().getOut();
    refusals.forEach(out::println);
    if (!refusals.isEmpty()) {
      return 1;
    }
    Policy policy = PolicyReader.named(file);
    out.println("ok       policy " + policy.id() + ", version " + policy.version());
    out.println("gates    " + gates(policy));
    Mismatches.of(policy, running, to).forEach(each -> out.println("warning  " + each));
    return 0;
  }

  /** Returns the gates in the order in which they are asked. */
  private static String gates(Policy policy) {
    List<String> gates = new ArrayList<>();
    if (policy.consent() != null) {
      gates.add("consent to " + policy.consent().purpose());
    }
    if (!policy.caps().isEmpty()) {
      gates.add(RuleTable.count(policy.caps().size(), "cap"));
    }
    if (policy.quiet() != null) {
      gates.add(policy.quiet().holds() ? "quiet hours that hold" : "quiet hours that withhold");
    }
    if (policy.arbitration() != null) {
      gates.add("arbitration");
    }
    if (policy.holdout() != null) {
      gates.add("hold-out of " + percent(policy.holdout()));
    }
    return gates.isEmpty() ? "none beside those of rules" : String.join(", ", gates);
  }

  private static String percent(Holdout holdout) {
    return BigDecimal.valueOf(holdout.share(), 2).stripTrailingZeros().toPlainString() + "%";
  }
}

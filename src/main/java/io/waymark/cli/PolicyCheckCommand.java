package io.waymark.cli;

import io.waymark.govern.Policy;
import io.waymark.govern.PolicyReader;
import io.waymark.rule.Holdout;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
          + " policy is refused."
    },
    footer = {
      "",
      "Examples:",
      "  waymark policy check policy.yaml",
      "  waymark policy check default                     the policy that comes with Waymark"
    })
final class PolicyCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the policy: a YAML file, or default")
  private String file = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    List<String> refusal = CheckedFile.refusal(file, PolicyReader::problems);
    PrintWriter out = spec.commandLine().getOut();
    refusal.forEach(out::println);
    if (!refusal.isEmpty()) {
      return 1;
    }
    Policy policy = PolicyReader.named(file);
    out.println("ok       policy " + policy.id() + ", version " + policy.version());
    out.println("gates    " + gates(policy));
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

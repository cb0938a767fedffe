package io.waymark.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Runs Flink's own command line against a cluster. */
@Command(
    name = "flink",
    mixinStandardHelpOptions = true,
    description = {
      "Flink's own command line, for this cluster: list, stop, savepoint, run, cancel.",
      "`run` needs the job jar and its options; `waymark cluster up` submits the job by itself, also from a savepoint."
    },
    footer = {
      "",
      "Examples:",
      "  waymark cluster flink list",
      "  waymark cluster flink stop --type canonical JOB",
      "  waymark cluster flink --data other-cluster list --all"
    })
final class ClusterFlinkCommand implements Callable<Integer> {
  /** Leaves all arguments from the first word on to Flink. */
  static final class AllRemaining implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's
    public void consumeParameters(Stack<String> left, ArgSpec to, CommandSpec command) {
      List<String> arguments = new ArrayList<>();
      while (!left.isEmpty()) {
        arguments.add(left.pop());
      }
      to.setValue(arguments);
    }
  }

  @Mixin private ClusterOptions data;

  @Parameters(
      paramLabel = "ARG",
      arity = "1..*",
      parameterConsumer = AllRemaining.class,
      description = "as after `flink`, options too; --data comes before")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws Exception {
    return data.existing().flink(arguments, ProcessBuilder.Redirect.INHERIT);
  }
}

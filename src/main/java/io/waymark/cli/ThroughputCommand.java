package io.waymark.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the throughput bench alone. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a made-up load of touchpoints through the job's graph, on a local Flink with RocksDB, two subtasks and a checkpoint every 10 s.",
      "Beside it, in turn: the same source and key without state; with one read and one write of 256 B of RocksDB state for each touchpoint; and with Flink CEP, an operator for each rule.",
      "Start-up is not measured: the load begins when all rules are live, and each customer comes once before it counts. The speed is taken between two watermarks that arrive behind the keyed operator, each of which says how many touchpoints are done. CPU is that of the whole process. Flink CEP gets the same load for a shorter time, without the first touchpoint of each customer, which would take it too long."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench throughput",
      "  waymark bench throughput --rules 100 --operators 0 --many-customers 0 --runs 1 --run-seconds 10"
    })
final class ThroughputCommand implements Callable<Integer> {
  @Mixin private ThroughputOptions throughput;

  @Mixin private FlinkOptions flink;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    throughput.bench().measure(out, flink.settings()).print(out);
    return 0;
  }
}

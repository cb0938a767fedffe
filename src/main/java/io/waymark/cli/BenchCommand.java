package io.waymark.cli;

import io.waymark.lab.bench.LatencyBench;
import io.waymark.lab.bench.ResultTable;
import io.waymark.lab.bench.StateBench;
import io.waymark.lab.bench.ThroughputBench;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs all benches, on this machine and in this process. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures how many touchpoints a second the job takes beside bare Flink and Flink CEP, how many bytes it keeps of a customer, and how soon triggers are out; prints it as one table.",
    subcommands = {
      ThroughputCommand.class,
      StateCommand.class,
      LatencyCommand.class,
      ConsoleBenchCommand.class,
      BenchDeliveryCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench                                    all of it, which takes a while",
      "  waymark bench throughput --rules 1,10,100        one part",
      "  waymark bench latency --rate 2000 --disorder 0s,1s"
    })
public final class BenchCommand implements Callable<Integer> {
  @Mixin private ThroughputOptions throughput;

  @Mixin private StateOptions state;

  @Mixin private LatencyOptions latency;

  @Mixin private FlinkOptions flink;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    // All options are checked before the first bench takes its time.
    ThroughputBench throughputs = throughput.bench();
    StateBench states = state.bench();
    LatencyBench latencies = latency.bench();
    List<ResultTable> tables =
        List.of(
            throughputs.measure(out, flink.settings()),
            states.measure(out),
            latencies.measure(out, flink.settings()));
    for (ResultTable table : tables) {
      table.print(out);
      out.println();
    }
    out.flush();
    return 0;
  }
}

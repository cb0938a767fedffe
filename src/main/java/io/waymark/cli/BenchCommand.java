package io.waymark.cli;

import io.waymark.lab.bench.Latency;
import io.waymark.lab.bench.Part;
import io.waymark.lab.bench.StateSize;
import io.waymark.lab.bench.Throughput;
import io.waymark.lab.bench.Tuning;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures on this machine, in this process. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures how many touchpoints a second the job takes beside bare Flink and Flink CEP, how many bytes it keeps of a customer, and how soon triggers are out; prints it as one table.",
    subcommands = {ThroughputCommand.class, StateCommand.class, LatencyCommand.class},
    footer = {
      "",
      "Examples:",
      "  waymark bench                                    all of it, which takes a while",
      "  waymark bench throughput --rules 1,10,100        one part",
      "  waymark bench latency --rate 2000 --disorder 0s,1s"
    })
public final class BenchCommand implements Callable<Integer> {
  @Mixin private Throughput throughput;

  @Mixin private StateSize state;

  @Mixin private Latency latency;

  @Mixin private Tuning tuning;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    // Before the first of them takes its time.
    state.check();
    latency.check();
    List<Part> parts =
        List.of(throughput.measure(out, tuning), state.measure(out), latency.measure(out, tuning));
    for (Part part : parts) {
      part.print(out);
      out.println();
    }
    out.flush();
    return 0;
  }
}

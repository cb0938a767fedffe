package io.waymark.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the latency bench alone. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Kafka broker and the job in this process. The job catches up on a backlog of touchpoints, then gets them at a fixed rate; one in a hundred completes a rule of two steps.",
      "Latency is the time between two appends, both stamped by the broker to the millisecond: of the touchpoint that completes the rule, and of its trigger. It is measured once the backlog is done and 5 s more have passed. The broker and the sender take their part of this machine."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench latency",
      "  waymark bench latency --rate 5000 --seconds 60 --disorder 0s"
    })
final class LatencyCommand implements Callable<Integer> {
  @Mixin private LatencyOptions latency;

  @Mixin private FlinkOptions flink;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    latency.bench().measure(out, flink.settings()).print(out);
    return 0;
  }
}

package io.waymark.cli;

import io.waymark.lab.bench.DeliveryBench;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the bench of the delivery. */
@Command(
    name = "delivery",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Kafka broker, the delivery and receivers of webhooks in this process, some of which take connections and never answer.",
      "Latency is the time from a trigger going out of the job to its acceptance, of the endpoints that answer. Broker, sender and receivers take their part of this machine."
    },
    footer = {
      "",
      "Examples:",
      "  waymark bench delivery",
      "  waymark bench delivery --rate 200 --endpoints 5 --hanging 2 --seconds 10"
    })
final class BenchDeliveryCommand implements Callable<Integer> {
  private static final int MOST_ENDPOINTS = 200;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "triggers a second, all endpoints together; default ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--endpoints",
      paramLabel = "N",
      defaultValue = "20",
      description = "endpoints that triggers go to in turn; default ${DEFAULT-VALUE}")
  private int endpoints;

  @Option(
      names = "--hanging",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many of them never answer; default ${DEFAULT-VALUE}")
  private int hanging;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long is measured; default ${DEFAULT-VALUE}")
  private int seconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (rate < 1
        || seconds < 1
        || hanging < 0
        || endpoints <= hanging
        || endpoints > MOST_ENDPOINTS) {
      throw new ParameterException(
          spec.commandLine(),
          "--rate and --seconds must be 1 or more, --hanging 0 or more, --endpoints more than that"
              + " and at most "
              + MOST_ENDPOINTS);
    }
    PrintWriter out = spec.commandLine().getOut();
    new DeliveryBench(endpoints, hanging, rate, Duration.ofSeconds(seconds))
        .measure(out)
        .print(out);
    return 0;
  }
}

package io.waymark.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a real cluster on this machine; each subcommand does one thing to it. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Kafka broker, ZooKeeper, a JobManager and TaskManagers as processes of their own on this machine, with flink-conf/"
          + " and the job jar, as production does.",
      "All that is kept lies in one folder. What listens does so on loopback only."
    },
    subcommands = {
      ClusterUpCommand.class,
      ClusterStatusCommand.class,
      ClusterFlinkCommand.class,
      ClusterDownCommand.class,
      ClusterBrokerCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  waymark cluster up --task-managers 2",
      "  waymark rules push my-rules --set kafka.bootstrap=127.0.0.1:9092",
      "  waymark cluster status",
      "  waymark cluster flink list",
      "  waymark cluster down"
    })
public final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do with the cluster: up, status, flink or down");
  }
}

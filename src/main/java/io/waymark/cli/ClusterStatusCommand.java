package io.waymark.cli;

import io.waymark.lab.cluster.ClusterStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints how a cluster is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Prints which processes run, and how the job is. Exit code 1 when something does not run.",
    footer = {"", "Example:", "  waymark cluster status"})
final class ClusterStatusCommand implements Callable<Integer> {
  @Mixin private ClusterOptions data;

  @Override
  public Integer call() throws Exception {
    return ClusterStatus.of(data.existing()).print(data.out());
  }
}

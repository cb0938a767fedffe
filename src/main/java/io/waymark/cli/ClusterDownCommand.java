package io.waymark.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the processes of a cluster. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Ends all processes of the cluster.",
      "",
      "The job is not cancelled: the next `up` continues from its last checkpoint."
    },
    footer = {"", "Example:", "  waymark cluster down"})
final class ClusterDownCommand implements Callable<Integer> {
  @Mixin private ClusterOptions data;

  @Override
  public Integer call() throws Exception {
    data.existing().stop();
    data.out()
        .println(
            "stopped; `waymark cluster up --data "
                + Shell.word(data.typed())
                + "` continues from here");
    return 0;
  }
}

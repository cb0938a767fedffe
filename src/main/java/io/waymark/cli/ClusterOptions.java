package io.waymark.cli;

import io.waymark.lab.cluster.Cluster;
import io.waymark.lab.cluster.ClusterException;
import io.waymark.lab.cluster.ClusterLayout;
import io.waymark.lab.cluster.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of all cluster commands, which tells them the cluster. */
final class ClusterOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "cluster",
      description =
          "the folder of the cluster, where topics, state and logs lie; default ${DEFAULT-VALUE}")
  private Path data = Path.of("cluster");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns the folder as the user typed it. */
  Path typed() {
    return data;
  }

  Path folder() {
    return data.toAbsolutePath().normalize();
  }

  /** Returns the cluster that was started in the folder; refuses a folder without one. */
  Cluster existing() throws IOException, ClusterException, CommandException {
    ClusterLayout layout = ClusterLayout.kept(folder());
    if (layout == null) {
      throw new CommandException(
          "there is no cluster in "
              + data
              + "; `waymark cluster up --data "
              + Shell.word(data)
              + "` starts one");
    }
    return cluster(layout);
  }

  Cluster cluster(ClusterLayout layout) throws ClusterException {
    return new Cluster(Installation.here(), layout, Map.of(), out());
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

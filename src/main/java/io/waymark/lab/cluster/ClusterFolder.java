package io.waymark.lab.cluster;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster a command is about: the option of all of them. */
public final class ClusterFolder {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "cluster",
      description =
          "the folder of the cluster, where topics, state and logs lie; default ${DEFAULT-VALUE}")
  private Path data = Path.of("cluster");

  public Path path() {
    return data.toAbsolutePath().normalize();
  }

  /** The cluster that was started there. */
  public ClusterLayout existing() throws IOException, ClusterException {
    ClusterLayout layout = ClusterLayout.kept(path());
    if (layout == null) {
      throw new ClusterException(
          "there is no cluster in "
              + data
              + "; `waymark cluster up --data "
              + data
              + "` starts one");
    }
    return layout;
  }

  /** As it was typed. */
  @Override
  public String toString() {
    return data.toString();
  }
}

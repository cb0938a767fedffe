package io.waymark.lab.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process of the cluster.
 *
 * @param name also of its log and of the file with its process id
 * @param command with all arguments
 * @param environment what is set besides what this process has
 */
record ClusterProcess(String name, List<String> command, Map<String, String> environment) {
  /** Nobody but the owner may read what the process writes: state, topics and logs. */
  private static final List<String> FOR_THE_OWNER_ONLY =
      List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh");

  ClusterProcess {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Returns the process to start, in the folder of this process. */
  ProcessBuilder process(ProcessBuilder.Redirect output) {
    List<String> all = new ArrayList<>(FOR_THE_OWNER_ONLY);
    all.addAll(command);
    ProcessBuilder process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output);
    process.environment().putAll(environment);
    return process;
  }
}

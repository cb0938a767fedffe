package io.waymark.lab.cluster;

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
  ClusterProcess {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Returns the process to start, in the folder of this process. */
  ProcessBuilder process(ProcessBuilder.Redirect output) {
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    process.environment().putAll(environment);
    return process;
  }
}

package io.waymark.lab.cluster;

import io.waymark.lab.FreePort;
import io.waymark.lab.OwnerOnly;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a cluster and the ports they listen on, on loopback only. Kept in its folder, so
 * that a process that is started again is found where it was.
 *
 * @param folder of logs, states and topics
 * @param taskManagers their number
 * @param metricsPort of the JobManager; those of the TaskManagers follow it
 */
public record ClusterLayout(
    Path folder,
    int taskManagers,
    int brokerPort,
    int zooKeeperPort,
    int rpcPort,
    int restPort,
    int metricsPort) {
  static final String BROKER = "kafka";
  static final String ZOOKEEPER = "zookeeper";
  static final String JOBMANAGER = "jobmanager";

  private static final String FILE = "cluster.properties";

  /** Returns the layout that is stored in the folder, else a new one on free ports. */
  public static ClusterLayout of(Path folder, int taskManagers) throws IOException {
    ClusterLayout kept = kept(folder);
    return kept == null
        ? free(folder, taskManagers)
        : new ClusterLayout(
            kept.folder,
            taskManagers,
            kept.brokerPort,
            kept.zooKeeperPort,
            kept.rpcPort,
            kept.restPort,
            kept.metricsPort);
  }

  /** Returns the layout that is stored in the folder; null where no cluster was ever started. */
  public static @Nullable ClusterLayout kept(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return new ClusterLayout(
        folder,
        number(properties, "task-managers"),
        number(properties, "broker"),
        number(properties, "zookeeper"),
        number(properties, "rpc"),
        number(properties, "rest"),
        number(properties, "metrics"));
  }

  private static ClusterLayout free(Path folder, int taskManagers) throws IOException {
    int rest = FreePort.near(8081);
    return new ClusterLayout(
        folder,
        taskManagers,
        FreePort.near(9092),
        FreePort.near(2181),
        FreePort.near(6123),
        rest,
        FreePort.near(9249));
  }

  void keep() throws IOException {
    Path file = OwnerOnly.folder(folder).resolve(FILE);
    if (Files.exists(file)) {
      // Earlier versions let everybody look into it.
      OwnerOnly.close(folder);
    }
    Properties properties = new Properties();
    properties.setProperty("task-managers", Integer.toString(taskManagers));
    properties.setProperty("broker", Integer.toString(brokerPort));
    properties.setProperty("zookeeper", Integer.toString(zooKeeperPort));
    properties.setProperty("rpc", Integer.toString(rpcPort));
    properties.setProperty("rest", Integer.toString(restPort));
    properties.setProperty("metrics", Integer.toString(metricsPort));
    try (Writer writer = Files.newBufferedWriter(OwnerOnly.file(file), StandardCharsets.UTF_8)) {
      properties.store(writer, "ports of the cluster in this folder");
    }
  }

  private static int number(Properties properties, String key) throws IOException {
    try {
      return Integer.parseInt(properties.getProperty(key, ""));
    } catch (NumberFormatException e) {
      throw new IOException(FILE + " has no integer for " + key, e);
    }
  }

  /** Returns the ports on which other processes have to find a process. */
  List<Integer> ports(String name) {
    return switch (name) {
      case BROKER -> List.of(brokerPort);
      case ZOOKEEPER -> List.of(zooKeeperPort);
      case JOBMANAGER -> List.of(rpcPort, restPort);
      default -> List.of();
    };
  }

  /** Returns the names of all processes, in the order in which they start. */
  List<String> names() {
    return Stream.concat(Stream.of(BROKER, ZOOKEEPER, JOBMANAGER), taskManagerNames().stream())
        .toList();
  }

  public List<String> taskManagerNames() {
    return IntStream.rangeClosed(1, taskManagers).mapToObj(i -> "taskmanager-" + i).toList();
  }

  String bootstrap() {
    return "127.0.0.1:" + brokerPort;
  }

  RestCertificate certificate() {
    return RestCertificate.of(folder);
  }

  String webUi() {
    return "https://127.0.0.1:" + restPort;
  }
}

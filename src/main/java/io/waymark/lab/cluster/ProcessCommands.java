package io.waymark.lab.cluster;

import io.waymark.lab.local.FlinkPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of a cluster: what {@code bin/*.sh} of a Flink distribution makes of {@code
 * flink-conf}, with hosts, ports and folders of this machine.
 */
final class ProcessCommands {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String RUNTIME = "org.apache.flink.runtime.";

  private final Installation installation;
  private final ClusterLayout layout;
  private final Map<String, String> flink;
  private @Nullable String flinkClasspath;

  /**
   * @param flink settings that differ from {@code flink-conf/config.yaml}
   */
  ProcessCommands(Installation installation, ClusterLayout layout, Map<String, String> flink) {
    this.installation = installation;
    this.layout = layout;
    this.flink = flink;
  }

  /** Returns the process of a name in the layout. */
  ClusterProcess member(String name) throws IOException {
    return switch (name) {
      case ClusterLayout.BROKER -> broker();
      case ClusterLayout.ZOOKEEPER -> zooKeeper();
      case ClusterLayout.JOBMANAGER ->
          flink(name, FlinkRole.JOB_MANAGER, layout.metricsPort(), Map.of());
      default -> taskManager(name);
    };
  }

  private ClusterProcess broker() throws IOException {
    return member(
        ClusterLayout.BROKER,
        List.of("-Xmx512m", "-Dwaymark.log=" + log(ClusterLayout.BROKER)),
        installation.waymarkClasspath(),
        List.of(
            "io.waymark.cli.Waymark",
            "cluster",
            "broker",
            "--data",
            layout.folder().resolve(ClusterLayout.BROKER).toString(),
            "--port",
            Integer.toString(layout.brokerPort())));
  }

  private ClusterProcess zooKeeper() throws IOException {
    Path conf = ZooKeeperConf.write(installation.flinkConf().resolve("zoo.cfg"), layout);
    return member(
        ClusterLayout.ZOOKEEPER,
        with(List.of("-Xmx128m"), logging(ClusterLayout.ZOOKEEPER)),
        flinkClasspath(),
        List.of(
            RUNTIME + "zookeeper.FlinkZooKeeperQuorumPeer",
            "--zkConfigFile",
            conf.toString(),
            "--peerId",
            "1"));
  }

  private ClusterProcess taskManager(String name) throws IOException {
    int number = 1 + layout.taskManagerNames().indexOf(name);
    return flink(
        name,
        FlinkRole.TASK_MANAGER,
        layout.metricsPort() + number,
        Map.of("taskmanager.resource-id", name));
  }

  private ClusterProcess flink(
      String name, FlinkRole role, int metricsPort, Map<String, String> own) throws IOException {
    Map<String, String> here = here();
    here.putAll(own);
    here.put("metrics.reporter.prom.port", ports(metricsPort));
    Configuration configuration = load(here);
    FlinkRole.Memory memory = role.memory(configuration);
    return member(
        name,
        with(
            split(memory.jvm()),
            split(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)),
            split(configuration.get(role.jvmOptions())),
            logging(name)),
        flinkClasspath(),
        with(
            List.of(RUNTIME + role.main()),
            List.of("--configDir", installation.flinkConf().toString()),
            dynamic(here),
            split(memory.dynamic())));
  }

  /** Returns a process of Flink's own command line, as {@code bin/flink} starts it. */
  ClusterProcess client(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("org.apache.flink.client.cli.CliFrontend");
    all.add(arguments.get(0));
    here().forEach((key, value) -> all.add("-D" + key + "=" + value));
    all.addAll(arguments.subList(1, arguments.size()));
    List<String> jvm =
        with(split(load(here()).get(CoreOptions.FLINK_JVM_OPTIONS)), logging("client"));
    return member("client", jvm, flinkClasspath(), all);
  }

  /** Makes the classpath once at most, because all jars are opened for it. */
  private String flinkClasspath() throws IOException {
    if (flinkClasspath == null) {
      flinkClasspath = installation.flinkClasspath();
    }
    return flinkClasspath;
  }

  /** Returns the settings that differ from production: all is on this machine and in one folder. */
  private Map<String, String> here() {
    Map<String, String> here = new LinkedHashMap<>();
    here.put("jobmanager.rpc.address", "127.0.0.1");
    here.put("jobmanager.rpc.port", Integer.toString(layout.rpcPort()));
    here.put("jobmanager.bind-host", "127.0.0.1");
    here.put("rest.address", "127.0.0.1");
    here.put("rest.bind-address", "127.0.0.1");
    here.put("rest.port", Integer.toString(layout.restPort()));
    here.put("rest.bind-port", Integer.toString(layout.restPort()));
    here.put("taskmanager.host", "127.0.0.1");
    here.put("taskmanager.bind-host", "127.0.0.1");
    here.put("high-availability.zookeeper.quorum", "127.0.0.1:" + layout.zooKeeperPort());
    here.put("high-availability.storageDir", uri("ha"));
    here.put("execution.checkpointing.dir", uri("checkpoints"));
    here.put("execution.checkpointing.savepoint-dir", uri("savepoints"));
    here.put("io.tmp.dirs", layout.folder().resolve("tmp").toString());
    here.put("process.working-dir", layout.folder().resolve("work").toString());
    here.putAll(layout.certificate().settings());
    here.putAll(flink);
    return here;
  }

  /** Returns a range, of which Flink takes the first free port. */
  private static String ports(int first) {
    return first + "-" + (first + 50);
  }

  private Configuration load(Map<String, String> here) {
    return GlobalConfiguration.loadConfiguration(
        installation.flinkConf().toString(), Configuration.fromMap(here));
  }

  private static List<String> dynamic(Map<String, String> here) {
    List<String> arguments = new ArrayList<>();
    here.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments;
  }

  private List<String> logging(String name) {
    return List.of(
        "-Dlog.file=" + log(name),
        "-Dlog4j.configurationFile=" + installation.flinkConf().resolve("log4j.properties"));
  }

  private Path log(String name) {
    return layout.folder().resolve("log").resolve(name + ".log");
  }

  private String uri(String name) {
    return FlinkPath.of(layout.folder().resolve(name));
  }

  private ClusterProcess member(
      String name, List<String> jvm, String classpath, List<String> mainAndArguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ClusterProcess(
        name,
        with(List.of(java.toString()), jvm, List.of("-cp", classpath), mainAndArguments),
        Map.of(
            "FLINK_CONF_DIR",
            installation.flinkConf().toString(),
            "FLINK_PLUGINS_DIR",
            layout.folder().resolve("plugins").toString()));
  }

  @SafeVarargs
  private static List<String> with(List<String> first, List<String>... more) {
    List<String> all = new ArrayList<>(first);
    for (List<String> each : more) {
      all.addAll(each);
    }
    return all;
  }

  private static List<String> split(String arguments) {
    return arguments.isBlank() ? List.of() : List.of(SPACE.split(arguments.strip(), -1));
  }
}

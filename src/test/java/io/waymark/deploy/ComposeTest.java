package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.cli.ConsoleCommand;
import io.waymark.cli.DeliverCommand;
import io.waymark.rule.BundledRules;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Checks as much of {@code compose.yaml} as is possible where no container can be started. */
class ComposeTest {
  private static final Path FILE = Deployed.DOCKER.resolve("compose.yaml");

  /** The image's entry point and Flink's scripts run these for the first word of a command. */
  private static final Map<String, Class<?>> ENTRY_POINTS =
      Map.of(
          "jobmanager", StandaloneSessionClusterEntrypoint.class,
          "taskmanager", TaskManagerRunner.class,
          "zookeeper.sh", FlinkZooKeeperQuorumPeer.class);

  private static final JsonNode COMPOSE = Deployed.compose();

  private final Configuration conf = Deployed.flinkConf();

  @Test
  void isWhatComposeTakes() throws Exception {
    assertThat(DockerCompose.problems(FILE)).isEmpty();
  }

  @Test
  void hasTheServicesThatOthersReferTo() {
    assertThat(COMPOSE.get("services").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "kafka",
            "zookeeper",
            "jobmanager",
            "taskmanager",
            "job",
            "console",
            "delivery",
            "prometheus",
            "grafana");
  }

  @Test
  void whatComposeDoesNotKnowIsRefused(@TempDir Path folder) throws Exception {
    Path misspelt = folder.resolve("compose.yaml");
    Files.writeString(misspelt, Deployed.read(FILE).replace("depends_on:", "depend_on:"));

    assertThat(DockerCompose.problems(misspelt)).contains("depend_on");
  }

  @Test
  void everyImageIsPinnedToAVersion() {
    assertThat(services())
        .extracting(service -> service.path("image").asText())
        .allSatisfy(image -> assertThat(image).matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+"))
        .contains(
            "waymark:" + Pom.version(),
            "waymark-console:" + Pom.version(),
            "apache/kafka:" + Pom.property("kafka.version"));
  }

  @Test
  void noServiceRunsAsRootOrMayBecomeIt() {
    assertThat(services())
        .allSatisfy(
            service -> {
              assertThat(service.path("user").asText()).matches("[1-9]\\d*(:[1-9]\\d*)?");
              assertThat(Deployed.list(service.get("cap_drop"))).containsExactly("ALL");
              assertThat(Deployed.list(service.get("security_opt")))
                  .contains("no-new-privileges:true");
              assertThat(service.has("privileged")).isFalse();
            });
    assertThat(services("jobmanager", "taskmanager", "zookeeper", "job"))
        .allSatisfy(
            service ->
                assertThat(service.get("user").asText()).startsWith(Dockerfile.JOB.user() + ":"));
    assertThat(service("console").get("user").asText()).startsWith(Dockerfile.CONSOLE.user() + ":");
  }

  @Test
  void everyServiceComesUpAgainSaysHowItIsAndHasItsLimits() {
    assertThat(COMPOSE.get("services").properties())
        .allSatisfy(
            each -> {
              JsonNode service = each.getValue();
              boolean endsByItself = each.getKey().equals("job");
              assertThat(service.path("restart").asText())
                  .isEqualTo(endsByItself ? "on-failure" : "unless-stopped");
              assertThat(service.has("healthcheck")).isNotEqualTo(endsByItself);
              assertThat(service.has("mem_limit")).isTrue();
              assertThat(service.has("cpus")).isTrue();
              assertThat(service.at("/logging/options").has("max-size")).isTrue();
            });
  }

  @Test
  void portsAreOpenToThisMachineOnly() {
    assertThat(services())
        .flatExtracting(service -> Deployed.list(service.path("ports")))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void nobodyReachesFlinkButFromInsideItsContainer() {
    assertThat(conf.get(RestOptions.BIND_ADDRESS)).isEqualTo("localhost");
    assertThat(conf.get(RestOptions.ADDRESS)).isEqualTo("localhost");
    assertThat(services("jobmanager", "taskmanager", "zookeeper", "job"))
        .noneMatch(service -> service.has("ports"));
    assertThat(service("job").get("network_mode").asText()).isEqualTo("service:jobmanager");
    assertThat(conf.get(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN)).endsWith(".invalid");
  }

  @Test
  void containersGetTheMemoryThatFlinkIsTold() {
    assertThat(memory("jobmanager")).isEqualTo(conf.get(JobManagerOptions.TOTAL_PROCESS_MEMORY));
    assertThat(memory("taskmanager")).isEqualTo(conf.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY));
  }

  @Test
  void hostsAreThoseThatTheConfigurationNames() {
    assertThat(COMPOSE.get("services").has(conf.get(JobManagerOptions.ADDRESS))).isTrue();
    assertThat(conf.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM)).startsWith("zookeeper:");
    assertThat(service("jobmanager").at("/environment/JOB_MANAGER_RPC_ADDRESS").asText())
        .isEqualTo(conf.get(JobManagerOptions.ADDRESS));
    assertThat(Deployed.read(Deployed.FLINK_CONF.resolve("waymark.yaml")))
        .contains("\nkafka.bootstrap: kafka:9092\n");
  }

  @Test
  void entryPointsAreInFlink() {
    assertThat(services("jobmanager", "taskmanager", "zookeeper"))
        .extracting(service -> ENTRY_POINTS.get(service.at("/command/0").asText()))
        .allSatisfy(type -> assertThat(type.getMethod("main", String[].class)).isNotNull());
  }

  @Test
  void brokerIsConfiguredAsKafkaTakesIt() {
    Properties properties = new Properties();
    service("kafka")
        .get("environment")
        .properties()
        .forEach(each -> properties.setProperty(property(each.getKey()), each.getValue().asText()));
    properties.remove("heap.opts");

    KafkaConfig config = KafkaConfig.fromProps(properties);

    assertThat(config.values().keySet()).containsAll(properties.stringPropertyNames());
    assertThat(config.autoCreateTopicsEnable()).isFalse();
    assertThat(Deployed.list(service("kafka").get("volumes")))
        .contains("kafka:" + config.logDirs().get(0));
  }

  @Test
  void foldersThatAreMountedAreThere() {
    assertThat(services())
        .flatExtracting(service -> Deployed.list(service.path("volumes")))
        .filteredOn(volume -> volume.startsWith("."))
        .isNotEmpty()
        .allSatisfy(
            volume -> {
              assertThat(Deployed.DOCKER.resolve(volume.split(":", 2)[0])).isDirectory();
              assertThat(volume).endsWith(":ro");
            });
    assertThat(Deployed.list(service("prometheus").get("command")))
        .contains("--config.file=/etc/prometheus/prometheus.yaml");
    assertThat(Deployed.DOCKER.resolve("prometheus/prometheus.yaml")).exists();
  }

  @Test
  void whatHasToOutliveAContainerIsInAVolume() {
    assertThat(Deployed.list(service("jobmanager").get("volumes")))
        .contains("state:/var/lib/waymark");
    assertThat(Deployed.list(service("taskmanager").get("volumes")))
        .contains("state:/var/lib/waymark");
    assertThat(Deployed.list(service("job").get("volumes"))).contains("state:/var/lib/waymark");
    assertThat(Deployed.list(service("zookeeper").get("volumes")))
        .contains("zookeeper:/var/lib/waymark/zookeeper");
  }

  @Test
  void consoleIsStartedAsItsCommandTakesIt() {
    List<String> entry = Dockerfile.CONSOLE.entryPoint();
    List<String> arguments = entry.subList(entry.indexOf("-jar") + 2, entry.size());

    assertThat(entry).containsSequence("-jar", "/opt/waymark/waymark-console.jar");
    assertThat(
            new CommandLine(new ConsoleCommand())
                .parseArgs(arguments.toArray(String[]::new))
                .matchedOptionValue("--host", "none"))
        .isEqualTo("0.0.0.0");
    assertThat(service("console").at("/healthcheck/test/3").asText()).contains("GET /health ");
  }

  @Test
  void deliveryIsStartedAsItsCommandTakesItWithDestinationsForAllBundledRules() throws Exception {
    List<String> entry = Deployed.list(service("delivery").get("entrypoint"));
    String[] arguments =
        entry
            .subList(entry.indexOf(DeliverCommand.class.getName()) + 1, entry.size())
            .toArray(String[]::new);

    Map<String, String> set =
        new CommandLine(new DeliverCommand())
            .parseArgs(arguments)
            .matchedOptionValue("--set", Map.of());

    assertThat(entry).containsSequence("-cp", "/opt/waymark/waymark-console.jar");
    assertThat(service("delivery").get("user").asText())
        .startsWith(Dockerfile.CONSOLE.user() + ":");
    assertThat(SettingsReader.read(Deployed.FLINK_CONF.resolve("waymark.yaml"), set).deliver())
        .satisfies(
            settings -> {
              assertThat(settings.destinations()).isEqualTo("/opt/waymark/conf/destinations.yaml");
              assertThat(settings.host()).isEqualTo("0.0.0.0");
              assertThat(service("delivery").at("/healthcheck/test/3").asText())
                  .contains("/dev/tcp/localhost/" + settings.port(), "GET /health ");
              assertThat(Deployed.read(Deployed.DOCKER.resolve("prometheus/prometheus.yaml")))
                  .contains("names: [delivery]", "port: " + settings.port());
            });
    assertThat(Deployed.destinations())
        .containsAll(
            BundledRules.IDS.stream()
                .map(id -> Deployed.rule(id).at("/trigger/to").asText())
                .toList());
  }

  /** Returns the property that Kafka's image sets for an environment variable. */
  private static String property(String variable) {
    return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static JsonNode service(String name) {
    return COMPOSE.get("services").get(name);
  }

  private static List<JsonNode> services(String... names) {
    return List.of(names).stream().map(ComposeTest::service).toList();
  }

  private static Iterable<JsonNode> services() {
    return COMPOSE.get("services");
  }

  private static MemorySize memory(String service) {
    return MemorySize.parse(service(service).get("mem_limit").asText());
  }
}

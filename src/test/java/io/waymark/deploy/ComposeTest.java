package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.cli.JobCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import kafka.server.KafkaConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docker-compose makes of {@code compose.yaml}; no container is started. */
class ComposeTest {
  private static final Path FILE = Deployed.DOCKER.resolve("compose.yaml");

  /** The image's entry point and Flink's scripts run these for the first word of a command. */
  private static final Map<String, Class<?>> ENTRY_POINTS =
      Map.of(
          "jobmanager", StandaloneSessionClusterEntrypoint.class,
          "taskmanager", TaskManagerRunner.class,
          "zookeeper.sh", FlinkZooKeeperQuorumPeer.class);

  private static JsonNode compose;

  private final Configuration conf = Deployed.flinkConf();

  @BeforeAll
  static void readAsComposeDoes() throws Exception {
    compose = DockerCompose.config(FILE);
  }

  @Test
  void hasTheServicesThatOthersReferTo() {
    assertThat(compose.get("services").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "kafka", "zookeeper", "jobmanager", "taskmanager", "job", "prometheus", "grafana");
  }

  @Test
  void whatComposeDoesNotKnowIsRefused(@TempDir Path folder) throws Exception {
    Path misspelt = folder.resolve("compose.yaml");
    Files.writeString(misspelt, Deployed.read(FILE).replace("depends_on:", "depend_on:"));

    assertThatThrownBy(() -> DockerCompose.config(misspelt))
        .hasMessageContaining("Unsupported config option")
        .hasMessageContaining("depend_on");
  }

  @Test
  void everyImageIsPinnedToAVersion() {
    assertThat(services())
        .extracting(service -> service.path("image").asText())
        .allSatisfy(image -> assertThat(image).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+"))
        .contains("waymark:" + Pom.version(), "apache/kafka:" + Pom.property("kafka.version"));
  }

  @Test
  void noServiceRunsAsRootOrMayBecomeIt() {
    assertThat(services())
        .allSatisfy(
            service -> {
              assertThat(service.path("user").asText()).matches("[1-9]\\d*(:[1-9]\\d*)?");
              assertThat(texts(service.get("cap_drop"))).containsExactly("ALL");
              assertThat(texts(service.get("security_opt"))).contains("no-new-privileges:true");
              assertThat(service.has("privileged")).isFalse();
            });
    assertThat(services("jobmanager", "taskmanager", "zookeeper", "job"))
        .allSatisfy(
            service ->
                assertThat(service.get("user").asText()).startsWith(Dockerfile.user() + ":"));
  }

  @Test
  void everyServiceComesUpAgainSaysHowItIsAndHasItsLimits() {
    assertThat(compose.get("services").properties())
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
        .flatExtracting(service -> texts(service.path("ports")))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void containersGetTheMemoryThatFlinkIsTold() {
    assertThat(memory("jobmanager")).isEqualTo(conf.get(JobManagerOptions.TOTAL_PROCESS_MEMORY));
    assertThat(memory("taskmanager")).isEqualTo(conf.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY));
  }

  @Test
  void hostsAreThoseThatTheConfigurationNames() {
    assertThat(compose.get("services").has(conf.get(JobManagerOptions.ADDRESS))).isTrue();
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
  void jobIsSubmittedWithArgumentsThatItTakes() {
    String command = service("job").at("/command/2").asText();
    List<String> run = List.of(command.substring(command.indexOf("|| flink run") + 3).split(" "));

    assertThat(run).startsWith("flink", "run", "--detached", "usrlib/waymark-job.jar");
    CommandLine.ParseResult parsed =
        new CommandLine(new JobCommand())
            .parseArgs(run.subList(4, run.size()).toArray(String[]::new));
    Path config = parsed.matchedOptionValue("--config", Path.of("missing"));
    assertThat(config).isEqualTo(Path.of("conf/waymark.yaml"));
    assertThat(Deployed.FLINK_CONF.resolve(config.getFileName())).exists();
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

    assertThat(config.values().keySet())
        .containsAll(properties.stringPropertyNames())
        .doesNotContain("misspelt");
    assertThat(config.autoCreateTopicsEnable()).isFalse();
    assertThat(texts(service("kafka").get("volumes")))
        .contains("kafka:" + config.logDirs().get(0) + ":rw");
  }

  @Test
  void whatHasToOutliveAContainerIsInAVolume() {
    assertThat(texts(service("jobmanager").get("volumes"))).contains("state:/var/lib/waymark:rw");
    assertThat(texts(service("taskmanager").get("volumes"))).contains("state:/var/lib/waymark:rw");
    assertThat(texts(service("zookeeper").get("volumes")))
        .contains("zookeeper:/var/lib/waymark/zookeeper:rw");
  }

  /** As Kafka's image does it. */
  private static String property(String variable) {
    return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static JsonNode service(String name) {
    return compose.get("services").get(name);
  }

  private static List<JsonNode> services(String... names) {
    return List.of(names).stream().map(ComposeTest::service).toList();
  }

  private static Iterable<JsonNode> services() {
    return compose.get("services");
  }

  private static MemorySize memory(String service) {
    return MemorySize.parse(service(service).get("mem_limit").asText());
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}

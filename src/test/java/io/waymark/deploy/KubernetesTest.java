package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.cli.JobCommand;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesTest {
  private static final String FLINK_VERSION = "v2_2";

  /** The keys that are in config.yaml only, because Kubernetes stands in for ZooKeeper. */
  private static final Set<String> OF_ZOOKEEPER =
      Set.of(
          "high-availability.cluster-id",
          "high-availability.zookeeper.quorum",
          "high-availability.zookeeper.client.session-timeout",
          "high-availability.zookeeper.client.tolerate-suspended-connections",
          "zookeeper.sasl.disable");

  /** The keys that differ, because the operator reaches the REST interface from another machine. */
  private static final Set<String> OF_ONE_MACHINE = Set.of("rest.address", "rest.bind-address");

  /** The keys that the operator sets from fields of the resource. */
  private static final Set<String> OF_THE_OPERATOR =
      Set.of(
          "jobmanager.rpc.address",
          "jobmanager.memory.process.size",
          "taskmanager.memory.process.size",
          "parallelism.default");

  /** The fields of the plain kinds that we use; any other is a mistake or needs a place here. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "ServiceAccount", Set.of(),
          "Role", Set.of("rules/apiGroups", "rules/resources", "rules/verbs"),
          "RoleBinding",
              Set.of(
                  "roleRef/apiGroup",
                  "roleRef/kind",
                  "roleRef/name",
                  "subjects/kind",
                  "subjects/name"),
          "PersistentVolumeClaim", Set.of("spec/accessModes", "spec/resources/requests/storage"),
          "ConfigMap", Set.of("data/waymark.yaml", "data/destinations.yaml"),
          "Service",
              Set.of(
                  "spec/selector/app",
                  "spec/ports/name",
                  "spec/ports/port",
                  "spec/ports/targetPort"),
          "Deployment",
              Set.of(
                  "spec/replicas",
                  "spec/strategy/type",
                  "spec/selector/matchLabels/app",
                  "spec/template/metadata/labels/app",
                  "spec/template/spec/automountServiceAccountToken",
                  "spec/template/spec/securityContext/runAsNonRoot",
                  "spec/template/spec/securityContext/runAsUser",
                  "spec/template/spec/securityContext/runAsGroup",
                  "spec/template/spec/securityContext/fsGroup",
                  "spec/template/spec/securityContext/seccompProfile/type",
                  "spec/template/spec/containers/name",
                  "spec/template/spec/containers/image",
                  "spec/template/spec/containers/imagePullPolicy",
                  "spec/template/spec/containers/command",
                  "spec/template/spec/terminationGracePeriodSeconds",
                  "spec/template/spec/containers/securityContext/allowPrivilegeEscalation",
                  "spec/template/spec/containers/securityContext/readOnlyRootFilesystem",
                  "spec/template/spec/containers/securityContext/capabilities/drop",
                  "spec/template/spec/containers/ports/name",
                  "spec/template/spec/containers/ports/containerPort",
                  "spec/template/spec/containers/livenessProbe/httpGet/path",
                  "spec/template/spec/containers/livenessProbe/httpGet/port",
                  "spec/template/spec/containers/livenessProbe/periodSeconds",
                  "spec/template/spec/containers/livenessProbe/timeoutSeconds",
                  "spec/template/spec/containers/readinessProbe/httpGet/path",
                  "spec/template/spec/containers/readinessProbe/httpGet/port",
                  "spec/template/spec/containers/readinessProbe/periodSeconds",
                  "spec/template/spec/containers/readinessProbe/timeoutSeconds",
                  "spec/template/spec/containers/livenessProbe/initialDelaySeconds",
                  "spec/template/spec/containers/resources/requests/cpu",
                  "spec/template/spec/containers/resources/requests/memory",
                  "spec/template/spec/containers/resources/limits/memory",
                  "spec/template/spec/containers/volumeMounts/name",
                  "spec/template/spec/containers/volumeMounts/mountPath",
                  "spec/template/spec/volumes/name",
                  "spec/template/spec/volumes/configMap/name",
                  "spec/template/spec/volumes/persistentVolumeClaim/claimName",
                  "spec/template/spec/volumes/emptyDir/sizeLimit"));

  /** The same for who may reach Flink. */
  private static final Map<String, Set<String>> ACCESS_FIELDS =
      Map.of(
          "Secret", Set.of("stringData/password"),
          "Issuer", Set.of("spec/ca/secretName"),
          "Certificate",
              Set.of(
                  "spec/isCA",
                  "spec/commonName",
                  "spec/dnsNames",
                  "spec/secretName",
                  "spec/issuerRef/kind",
                  "spec/issuerRef/name",
                  "spec/keystores/jks/create",
                  "spec/keystores/jks/passwordSecretRef/name",
                  "spec/keystores/jks/passwordSecretRef/key"),
          "NetworkPolicy",
              Set.of(
                  "spec/podSelector/matchLabels/app",
                  "spec/podSelector/matchLabels/component",
                  "spec/policyTypes",
                  "spec/ingress/from/podSelector/matchLabels/app",
                  "spec/ingress/from/podSelector/matchLabels/app.kubernetes.io/name",
                  "spec/ingress/ports/port"));

  private static final Map<String, String> ACCESS_VERSIONS =
      Map.of(
          "Secret", "v1",
          "Issuer", "cert-manager.io/v1",
          "Certificate", "cert-manager.io/v1",
          "NetworkPolicy", "networking.k8s.io/v1");

  private static final Map<String, String> VERSIONS =
      Map.of(
          "ServiceAccount", "v1",
          "Role", "rbac.authorization.k8s.io/v1",
          "RoleBinding", "rbac.authorization.k8s.io/v1",
          "PersistentVolumeClaim", "v1",
          "ConfigMap", "v1",
          "Service", "v1",
          "Deployment", "apps/v1");

  private static final String REST_TLS = "security.ssl.rest.";

  private final JsonNode deployment = Deployed.flinkDeployment();
  private final JsonNode spec = deployment.get("spec");
  private final JsonNode pod = spec.at("/podTemplate/spec");
  private final Configuration conf = Deployed.flinkConf();

  @Test
  void deploymentIsWhatTheOperatorTakes() throws Exception {
    assertThat(CustomResource.flinkDeployment(FLINK_VERSION).problems(deployment)).isEmpty();
  }

  @Test
  void whatTheOperatorDoesNotKnowIsRefused() throws Exception {
    CustomResource strict = CustomResource.flinkDeployment(FLINK_VERSION);

    assertThat(strict.problems(with("/spec", "upgradeMode", "savepoint"))).hasSize(1);
    assertThat(strict.problems(with("/spec/job", "upgradeMode", "sometimes"))).hasSize(1);
    assertThat(strict.problems(with("/spec/podTemplate/spec", "volumeMounts", "x"))).hasSize(1);
    assertThat(strict.problems(with("/spec/podTemplate/spec/containers/0", "user", "x")))
        .hasSize(1);
    assertThat(strict.problems(with("/metadata", "label", "x"))).hasSize(1);
    assertThat(strict.problems(with("", "flinkVersion", "v2_2"))).hasSize(1);
  }

  @Test
  void plainKindsHoldOnlyFieldsThatThereAre() {
    Map<String, Set<String>> unknown = new LinkedHashMap<>();
    plain()
        .forEach(
            manifest -> {
              String kind = manifest.path("kind").asText();
              Set<String> paths = new TreeSet<>(paths("", manifest));
              paths.removeAll(Set.of("apiVersion", "kind", "metadata/name"));
              Set<String> fields = FIELDS.getOrDefault(kind, ACCESS_FIELDS.get(kind));
              paths.removeAll(fields == null ? Set.of() : fields);
              if (!paths.isEmpty() || fields == null) {
                unknown.put(kind, paths);
              }
              assertThat(manifest.path("apiVersion").asText())
                  .isEqualTo(VERSIONS.getOrDefault(kind, ACCESS_VERSIONS.get(kind)));
            });

    assertThat(unknown).isEmpty();
  }

  @Test
  void whatIsReferredToIsThere() {
    assertThat(names("ServiceAccount")).containsExactly(spec.get("serviceAccount").asText());
    assertThat(names("PersistentVolumeClaim"))
        .containsExactlyInAnyOrder(
            pod.at("/volumes/0/persistentVolumeClaim/claimName").asText(), "waymark-console");
    assertThat(names("ConfigMap")).containsExactly(pod.at("/volumes/2/configMap/name").asText());
    JsonNode binding = plain().filter(isOfKind("RoleBinding")).findFirst().orElseThrow();
    assertThat(names("ServiceAccount")).containsExactly(binding.at("/subjects/0/name").asText());
    assertThat(names("Role")).containsExactly(binding.at("/roleRef/name").asText());
    assertThat(pod.at("/containers/0/volumeMounts").findValuesAsText("name"))
        .isEqualTo(
            pod.get("volumes").findValuesAsText("name").stream()
                .filter(n -> !n.equals("waymark-settings"))
                .toList());
  }

  @Test
  void configurationIsThatOfConfigYaml() {
    Map<String, String> expected = conf.toMap();
    expected.keySet().removeAll(OF_ZOOKEEPER);
    expected.keySet().removeAll(OF_THE_OPERATOR);
    expected.keySet().removeAll(OF_ONE_MACHINE);
    expected.put("high-availability.type", "kubernetes");

    Configuration given = new Configuration();
    Deployed.texts(spec.get("flinkConfiguration")).forEach(given::setString);
    given.keySet().stream()
        .filter(key -> key.startsWith(REST_TLS))
        .toList()
        .forEach(given::removeKey);

    assertThat(given.toMap()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void restInterfaceAnswersOnlyWhoShowsACertificate() {
    Map<String, String> given = Deployed.texts(spec.get("flinkConfiguration"));
    Configuration flink = Configuration.fromMap(given);
    String mount = mountOf("certificate");

    assertThat(flink.get(SecurityOptions.SSL_REST_ENABLED)).isTrue();
    assertThat(flink.get(SecurityOptions.SSL_REST_AUTHENTICATION_ENABLED)).isTrue();
    assertThat(flink.get(SecurityOptions.SSL_REST_KEYSTORE)).isEqualTo(mount + "/keystore.jks");
    assertThat(flink.get(SecurityOptions.SSL_REST_TRUSTSTORE)).isEqualTo(mount + "/truststore.jks");
    JsonNode secret = plain().filter(isOfKind("Secret")).findFirst().orElseThrow();
    assertThat(given)
        .containsEntry(
            SecurityOptions.SSL_REST_KEYSTORE_PASSWORD.key(),
            secret.at("/stringData/password").asText());
    assertThat(plain().filter(isOfKind("Certificate")).map(c -> c.at("/spec/secretName").asText()))
        .contains(pod.at("/volumes/3/secret/secretName").asText());
  }

  @Test
  void onlyTheJobItselfAndTheOperatorReachTheJobManager() {
    JsonNode policy = plain().filter(isOfKind("NetworkPolicy")).findFirst().orElseThrow();

    assertThat(policy.at("/spec/podSelector/matchLabels/app").asText())
        .isEqualTo(deployment.at("/metadata/name").asText());
    assertThat(policy.at("/spec/ingress"))
        .filteredOn(rule -> !rule.has("from"))
        .singleElement()
        .satisfies(open -> assertThat(open.at("/ports/0/port").asInt()).isEqualTo(9249));
  }

  private String mountOf(String volume) {
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      if (mount.get("name").asText().equals(volume)) {
        return mount.get("mountPath").asText();
      }
    }
    throw new AssertionError("no mount of " + volume);
  }

  @Test
  void whatTheOperatorSetsIsWhatConfigYamlSays() {
    assertThat(memory("jobManager")).isEqualTo(conf.get(JobManagerOptions.TOTAL_PROCESS_MEMORY));
    assertThat(memory("taskManager")).isEqualTo(conf.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY));
    assertThat(spec.at("/job/parallelism").asInt())
        .isEqualTo(conf.get(CoreOptions.DEFAULT_PARALLELISM));
  }

  @Test
  void logIsThatOfFlinkConf() {
    assertThat(spec.at("/logConfiguration/log4j-console.properties").asText())
        .isEqualTo(Deployed.read(Deployed.FLINK_CONF.resolve("log4j-console.properties")));
  }

  @Test
  void imageAndVersionAreThoseOfTheBuild() {
    assertThat(spec.get("image").asText()).isEqualTo("waymark:" + Pom.version());
    assertThat(Pom.property("flink.version"))
        .startsWith(FLINK_VERSION.substring(1).replace('_', '.') + ".");
    assertThat(spec.get("flinkVersion").asText()).isEqualTo(FLINK_VERSION);
  }

  @Test
  void entryPointIsInTheJarOfTheImage() {
    assertThat(spec.at("/job/jarURI").asText())
        .isEqualTo("local:///opt/flink/usrlib/waymark-job.jar");
    assertThat(Deployed.read(Deployed.DOCKER.resolve("Dockerfile")))
        .contains("target/waymark-job.jar /opt/flink/usrlib/");
    assertThat(spec.at("/job/entryClass").asText())
        .isEqualTo(JobCommand.class.getName())
        .isEqualTo(Pom.property("job.main.class"));
  }

  @Test
  void noContainerRunsAsRootOrMayBecomeIt() {
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(Dockerfile.JOB.user());
    assertThat(pod.get("containers"))
        .allSatisfy(
            container -> {
              JsonNode security = container.get("securityContext");
              assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.at("/capabilities/drop"))
                  .extracting(JsonNode::asText)
                  .contains("ALL");
            });
  }

  @Test
  void settingsAreThoseThatTheJobReads(@TempDir Path folder) throws Exception {
    JsonNode map = plain().filter(isOfKind("ConfigMap")).findFirst().orElseThrow();
    Path file = folder.resolve("waymark.yaml");
    Files.writeString(file, map.at("/data/waymark.yaml").asText());

    assertThat(SettingsReader.read(file, Map.of()))
        .isEqualTo(SettingsReader.read(Deployed.FLINK_CONF.resolve("waymark.yaml"), Map.of()));
    assertThat(spec.at("/job/args"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "--config",
            pod.at("/containers/0/volumeMounts/2/mountPath").asText() + "/waymark.yaml");
  }

  private JsonNode with(String path, String field, String value) {
    JsonNode changed = deployment.deepCopy();
    ((ObjectNode) changed.at(path)).put(field, value);
    return changed;
  }

  private MemorySize memory(String of) {
    return MemorySize.parse(spec.at("/" + of + "/resource/memory").asText());
  }

  private static Stream<JsonNode> plain() {
    return Deployed.kubernetes().filter(isOfKind("FlinkDeployment").negate());
  }

  private static Predicate<JsonNode> isOfKind(String kind) {
    return manifest -> manifest.path("kind").asText().equals(kind);
  }

  private static List<String> names(String kind) {
    return plain().filter(isOfKind(kind)).map(m -> m.at("/metadata/name").asText()).toList();
  }

  @Test
  void consoleIsRestartedOnlyWhereThatHelpsAndServesOnlyWhenItIsWell() {
    JsonNode console = plain().filter(isOfKind("Deployment")).findFirst().orElseThrow();
    JsonNode service = plain().filter(isOfKind("Service")).findFirst().orElseThrow();
    JsonNode pod = console.at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health");
    assertThat(container.get("image").asText()).isEqualTo("waymark-console:" + Pom.version());
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(Dockerfile.CONSOLE.user());
    assertThat(names("ConfigMap")).contains(pod.at("/volumes/0/configMap/name").asText());
    assertThat(Dockerfile.CONSOLE.entryPoint())
        .contains(container.at("/volumeMounts/0/mountPath").asText() + "/waymark.yaml");
    assertThat(names("PersistentVolumeClaim"))
        .contains(pod.at("/volumes/1/persistentVolumeClaim/claimName").asText());
    assertThat(Dockerfile.CONSOLE.entryPoint())
        .contains("console.store=" + container.at("/volumeMounts/1/mountPath").asText());
    assertThat(service.at("/spec/selector"))
        .isEqualTo(console.at("/spec/selector/matchLabels"))
        .isEqualTo(console.at("/spec/template/metadata/labels"));
  }

  /** Returns the paths to all values, without the indexes of list elements. */
  private static Set<String> paths(String prefix, JsonNode node) {
    Set<String> paths = new TreeSet<>();
    if (node.isObject()) {
      node.properties()
          .forEach(each -> paths.addAll(paths(prefix + "/" + each.getKey(), each.getValue())));
    } else if (node.isArray()) {
      node.forEach(each -> paths.addAll(paths(prefix, each)));
    } else {
      paths.add(prefix.substring(1));
    }
    return paths;
  }
}

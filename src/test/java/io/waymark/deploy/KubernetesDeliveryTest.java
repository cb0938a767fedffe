package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifest of the delivery; {@link KubernetesTest} checks the fields of all. */
class KubernetesDeliveryTest {
  private final JsonNode delivery = find("Deployment", "waymark-delivery");
  private final JsonNode pod = delivery.at("/spec/template/spec");
  private final JsonNode container = pod.at("/containers/0");

  @Test
  void isStartedByTheCommandOfComposeWhichAlsoCreatesTopics() {
    List<String> compose = Deployed.list(Deployed.compose().at("/services/delivery/entrypoint"));

    assertThat(Deployed.list(container.get("command")))
        .containsExactlyElementsOf(compose.subList(0, compose.size() - 2));
    assertThat(container.get("image").asText()).isEqualTo("waymark-console:" + Pom.version());
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(Dockerfile.CONSOLE.user());
  }

  @Test
  void isRestartedOnlyWhereThatHelps() {
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health");
    assertThat(delivery.at("/spec/selector/matchLabels"))
        .isEqualTo(delivery.at("/spec/template/metadata/labels"));
  }

  @Test
  void hasTheDestinationsOfFlinkConf() {
    JsonNode map = find("ConfigMap", pod.at("/volumes/0/configMap/name").asText());

    assertThat(Deployed.read(Deployed.FLINK_CONF.resolve("destinations.yaml")))
        .endsWith(map.at("/data/destinations.yaml").asText());
  }

  private static JsonNode find(String kind, String name) {
    return Deployed.kubernetes()
        .filter(each -> each.path("kind").asText().equals(kind))
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

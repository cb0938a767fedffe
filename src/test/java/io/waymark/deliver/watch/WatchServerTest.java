package io.waymark.deliver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.deliver.lane.Breaker.Condition;
import io.waymark.deliver.lane.Clocks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchServerTest {
  private static final Map<String, EndpointState> ENDPOINTS =
      Map.of(
          "desk", new EndpointState(0, 0, 0, 0, Condition.CLOSED),
          "crm", new EndpointState(9, 9, 0, 0, Condition.OPEN));

  private final DeliveryMetrics metrics = new DeliveryMetrics();

  @Test
  void isUpWhileItMovesWhateverItsDestinationsDo() {
    DeliveryHealth health = health(2_000, 1_000, 1_500);

    assertThat(health.isUp()).isTrue();
    assertThat(health.isAlive()).isTrue();
    assertThat(health.checks())
        .extracting(DeliveryHealth.Check::says)
        .containsExactly(
            "it moves, with 1 partitions",
            "the group last spoke to Kafka 1 s ago",
            "1 of 2 are delivered to; crm fails");
  }

  @Test
  void isDownWhileKafkaIsAwayAndNeedsNoRestart() {
    DeliveryHealth health = health(100_000, 25_000, 99_500);

    assertThat(health.isUp()).isFalse();
    assertThat(health.isAlive()).isTrue();
    assertThat(health.checks().get(1).says())
        .isEqualTo(
            "the group last spoke to Kafka 25 s ago; look at the brokers, it goes on by itself");
  }

  @Test
  void isDownWhenItStandsStillAndDeadWhenThatLasts() {
    assertThat(health(100_000, 1_000, 60_000).isUp()).isFalse();
    assertThat(health(100_000, 1_000, 60_000).isAlive()).isTrue();
    assertThat(health(400_000, 1_000, 60_000).isAlive()).isFalse();
  }

  @Test
  void isNotReadyBeforeItHasBegun() {
    DeliveryHealth health = new DeliveryHealth(DeliveryState.NONE, 10);

    assertThat(health.isUp()).isFalse();
    assertThat(health.isAlive()).isTrue();
  }

  @Test
  void answersPrometheusAndProbes() throws Exception {
    Clocks clocks = Clocks.of(Clock.systemUTC());
    try (WatchServer server = WatchServer.start(metrics, clocks, "127.0.0.1", 0)) {
      HttpResponse<String> before = get(server, "/health");
      metrics.become(new DeliveryState(ENDPOINTS, Map.of(0, 1L), 100, clocks.steadyMillis()));
      HttpResponse<String> after = get(server, "/health");

      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(after.statusCode()).isEqualTo(200);
      JsonNode json = new ObjectMapper().readTree(after.body());
      assertThat(json.at("/status").asText()).isEqualTo("up");
      assertThat(json.at("/checks/kafka/status").asText()).isEqualTo("up");
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics").body()).contains("waymark_deliver_waiting{to=\"crm\"} 9");
      assertThat(get(server, "/metrics").headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    }
  }

  @Test
  void saysWhereItCannotListenAndWhatToSet() throws Exception {
    Clocks clocks = Clocks.of(Clock.systemUTC());
    try (WatchServer server = WatchServer.start(metrics, clocks, "127.0.0.1", 0)) {
      assertThatThrownBy(() -> WatchServer.start(metrics, clocks, "127.0.0.1", server.port()))
          .isInstanceOf(UnusablePortException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + server.port())
          .hasMessageEndingWith("; set deliver.host and deliver.port, 0 for a free one");
    }
  }

  private static DeliveryHealth health(long now, long heartbeatAge, long stateAt) {
    return new DeliveryHealth(
        new DeliveryState(ENDPOINTS, Map.of(0, 1L), heartbeatAge, stateAt), now);
  }

  private static HttpResponse<String> get(WatchServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}

package io.waymark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Schemas;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Health health = health(true, true);
  private WebServer server;

  @BeforeEach
  void start() throws Exception {
    server = WebServer.start(() -> health, "127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersWith200WhenAllIsWell() throws Exception {
    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualToIgnoringWhitespace(
            """
            {"status": "up",
             "checks": {"kafka": {"status": "up", "says": "fine"},
                        "topics": {"status": "up", "says": "fine"},
                        "feed": {"status": "up", "says": "fine"}},
             "topics": {"triggers": {"partitions": 4, "behind": 0, "lastRecordAt": "2026-03-01T12:00:00Z"},
                        "decisions": {"partitions": 4, "behind": 0, "lastRecordAt": null}}}
            """);
  }

  @Test
  void answersWith503WhenItIsNot() throws Exception {
    health = health(false, true);

    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"status\" : \"down\"");
  }

  @Test
  void isAliveUnlessARestartWouldHelp() throws Exception {
    health = health(false, true);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    health = health(false, false);
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
  }

  @Test
  void answersAsTheSchemaSays() throws Exception {
    assertThat(Schemas.problems("health", Schemas.json(get("/health").body()))).isEmpty();
    assertThat(Schemas.problems("health", Schemas.json("{\"status\": \"up\"}"))).isNotEmpty();
  }

  @Test
  void isNeitherKeptNorGuessedNorFramed() throws Exception {
    for (String path : List.of("/health", "/health/live", "/nothing")) {
      assertThat(get(path).headers().map())
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .containsEntry("x-frame-options", List.of("DENY"));
    }
  }

  @Test
  void saysWhereToLookWhenThereIsNothing() throws Exception {
    HttpResponse<String> answer = get("/helth");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("there is nothing here; try /health");
  }

  @Test
  void leadsFromTheFrontDoorToHealth() throws Exception {
    HttpResponse<String> answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("/health");
  }

  @Test
  void saysThatAPortIsTaken() {
    assertThatThrownBy(() -> WebServer.start(() -> health, "127.0.0.1", server.port()))
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1:%d: Address already in use; choose another with --port or --host",
            server.port());
  }

  @Test
  void saysThatAnAddressIsNotOfThisMachine() {
    assertThatThrownBy(() -> WebServer.start(() -> health, "192.0.2.1", 0))
        .isInstanceOf(CannotListenException.class)
        .hasMessageContaining("192.0.2.1:0: Cannot assign requested address; choose");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Health health(boolean isUp, boolean isAlive) {
    return new Health(
        isAlive,
        List.of(
            new Health.Check("kafka", isUp, "fine"),
            new Health.Check("topics", true, "fine"),
            new Health.Check("feed", true, "fine")),
        List.of(
            new Health.TopicHealth("triggers", 4, 0, NOON),
            new Health.TopicHealth("decisions", 4, 0, null)));
  }
}

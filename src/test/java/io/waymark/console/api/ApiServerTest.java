package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.access.Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
  @RegisterExtension final Served served = new Served();

  @Test
  void answersHealthWith200WhenAllIsWellElse503() throws Exception {
    assertThat(served.get("/health").statusCode()).isEqualTo(200);
    assertThat(served.get("/health").headers().firstValue("Content-Type"))
        .hasValue("application/json");

    served.health = new HealthReport(false, true, "{\"status\": \"down\"}");

    assertThat(served.get("/health").statusCode()).isEqualTo(503);
    assertThat(served.get("/health").body()).isEqualTo("{\"status\": \"down\"}");
  }

  @Test
  void isAliveUnlessARestartWouldHelp() throws Exception {
    served.health = new HealthReport(false, true, "{}");
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);

    served.health = new HealthReport(false, false, "{}");
    assertThat(served.get("/health/live").statusCode()).isEqualTo(503);
    assertThat(served.get("/health/live").body()).isEqualTo("{\"status\":\"down\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/health", "/health/live", "/nothing", "/", "/api/about", "/api/rules", "/api/x"})
  void isNeitherKeptNorGuessedNorFramedNorRunsWhatOthersWrite(String path) throws Exception {
    Map<String, List<String>> headers = served.get(path).headers().map();

    assertThat(headers)
        .containsKey("cache-control")
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("x-frame-options", List.of("DENY"))
        .containsEntry("referrer-policy", List.of("no-referrer"));
    assertThat(headers.get("content-security-policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self';")
        .doesNotContain("unsafe", "*", "http:");
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws Exception {
    HttpResponse<String> answer = served.get("/api/helth");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Served.json(answer);
    for (String field : List.of("title", "detail", "cure")) {
      assertThat(problem.path(field).asText()).as(field).isNotEmpty();
    }
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    assertThatThrownBy(() -> ApiServer.start(served.parts(), "127.0.0.1", served.port()))
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1:%d: Address already in use; choose another with --port or --host",
            served.port());
  }

  @Test
  void saysThatAnAddressIsNotOfThisMachine() {
    assertThatThrownBy(() -> ApiServer.start(served.parts(), "192.0.2.1", 0))
        .isInstanceOf(CannotListenException.class)
        .hasMessageContaining("192.0.2.1:0: Cannot assign requested address; choose");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/journey?window=year",
        "/api/triggers?limit=0",
        "/api/triggers?limit=201",
        "/api/triggers?limit=many",
        "/api/triggers?customer=nobody",
        "/api/triggers/rate?since=yesterday"
      })
  void refusesParametersThatCannotBeUsed(String path) throws Exception {
    served.cut = Cuts.of(1, 1_000);

    HttpResponse<String> answer = served.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Served.json(answer).path("where").asText()).isNotEmpty();
  }

  @Test
  void answersWithItsDescription() throws Exception {
    HttpResponse<String> answer = served.get("/api/openapi.yaml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/yaml");
    assertThat(answer.body()).startsWith("openapi: 3.1.0").contains("/api/customers/search:");
    assertThat(Served.json(served.get("/api/about")).at("/links/openapi").asText())
        .isEqualTo("/api/openapi.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/customers/k1",
        "/api/triggers",
        "/api/triggers/rate",
        "/api/decisions",
        "/api/decisions/funnel",
        "/api/rules",
        "/api/rules/x",
        "/api/audit",
        "/api/health"
      })
  void saysThatTheStoreIsFullOrAwayAndGoesOn(String path) throws Exception {
    served.store.failure = FakeStore.full();

    HttpResponse<String> answer = served.get(path);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Served.json(answer).path("store").asText()).isEqualTo("full");
    assertThat(Served.json(answer).path("cure").asText()).contains("console.keep");
    served.store.failure = null;
    assertThat(served.get("/api/triggers").statusCode()).isEqualTo(200);
  }

  @Test
  void saysNothingOfItsInsidesWhereItFails() throws Exception {
    served.store.failure = new IllegalStateException("select secret from table");

    HttpResponse<String> answer = served.get("/api/triggers");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{\"text\": 5}", "{\"other\": \"x\"}"})
  void refusesBodiesThatAreNone(String body) throws Exception {
    HttpResponse<String> answer = served.post("/api/rules/check", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Served.json(answer).path("where").asText()).isNotEmpty();
  }

  @Test
  void checksSixtyFourKilobytesAndRefusesBodiesWithoutABound() throws Exception {
    String large = "{\"text\": \"" + "a: [\\n".repeat(10_000) + "\"}";
    HttpResponse<String> checked = served.post("/api/rules/check", large);
    assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
    assertThat(Served.json(checked).path("problems").size()).isPositive();

    HttpResponse<String> refused =
        served.post("/api/rules/check", "{\"text\": \"" + "x".repeat(600_000) + "\"}");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(Served.json(refused).path("cure").asText()).contains("65,536");
  }

  @Test
  void takesNoWriteFromAnotherSite() throws Exception {
    String token = Served.json(served.get("/api/about")).path("token").asText();
    HttpRequest.Builder evil =
        served
            .request("/api/rules/failure")
            .header("Origin", "http://evil.example")
            .header(Access.TOKEN, token)
            .POST(BodyPublishers.ofString("{}"));

    assertThat(served.send(evil).statusCode()).isEqualTo(403);
  }

  @Test
  void leavesAPathOutsideThePagesAlone() throws Exception {
    for (String path :
        List.of(
            "/../application.yaml",
            "/..%2flog4j2.xml",
            "/console/openapi.yaml",
            "/openapi.yaml",
            "/.git")) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(served.address() + path)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isBetween(400, 404);
    }
  }
}

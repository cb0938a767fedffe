package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Access;
import io.waymark.console.store.Customers;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Rules;
import io.waymark.console.store.Triggers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
  private static final String RULE =
      """
      rule: failure
      title: Payment fails
      signal: frustration
      owner: service
      status: live
      pattern:
        steps:
          - failure: Payment Failed
      trigger:
        to: service-desk
      """;

  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

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

  @Test
  void answersAnotherTagForAnotherCutThatIsTrueAtTheSameTime() throws Exception {
    cut(3, 1_000);
    HttpResponse<String> first = served.get("/api/journey?window=day");

    cut(4, 1_000);
    HttpResponse<String> second = served.get("/api/journey?window=day");

    assertThat(Served.json(second).at("/map/records/0/stageFigures/windows/day/in").asLong())
        .isEqualTo(4);
    assertThat(second.headers().firstValue("ETag"))
        .isNotEqualTo(first.headers().firstValue("ETag"));
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
    assertThatThrownBy(() -> ApiServer.start(served.parts, "127.0.0.1", served.server.port()))
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1:%d: Address already in use; choose another with --port or --host",
            served.server.port());
  }

  @Test
  void saysThatAnAddressIsNotOfThisMachine() {
    assertThatThrownBy(() -> ApiServer.start(served.parts, "192.0.2.1", 0))
        .isInstanceOf(CannotListenException.class)
        .hasMessageContaining("192.0.2.1:0: Cannot assign requested address; choose");
  }

  @Test
  void saysThatThereIsNoMapYet() throws Exception {
    HttpResponse<String> answer = served.get("/api/journey");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("There is no journey map yet", "job.journey-map");
  }

  @Test
  void answersTheMapOfASegmentAndWindowWithATag() throws Exception {
    cut(3, 1_000);

    HttpResponse<String> answer = served.get("/api/journey?window=day");
    JsonNode record = Served.json(answer).at("/map/records/0");

    assertThat(record.at("/stageFigures/windows/day/in").asLong()).isEqualTo(3);
    assertThat(record.at("/stageFigures/windows").size()).isEqualTo(1);
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(
            served
                .send(served.request("/api/journey?window=day").header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(304);
    assertThat(
            served
                .send(served.request("/api/journey?window=hour").header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(200);
    assertThat(served.get("/api/journey/export.csv").body()).startsWith("as_of,segment,stage");
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
    cut(1, 1_000);

    HttpResponse<String> answer = served.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Served.json(answer).path("where").asText()).isNotEmpty();
  }

  @Test
  void pagesByKeyToTheEnd() throws Exception {
    for (int i = 0; i < 120; i++) {
      String id = "customer" + i;
      served.store.states.put(id, new Customers.State(id, "k" + i, null, null, 0, 0, 0, 0));
    }
    String after = "";
    int rows = 0;
    int pages = 0;
    do {
      String body = "{\"begin\": \"\"" + after + "}";
      JsonNode page = Served.json(served.post("/api/customers/search", body));
      rows += page.path("customers").size();
      pages++;
      after = page.has("after") ? ", \"after\": \"" + page.path("after").asText() + "\"" : "";
    } while (!after.isEmpty());

    assertThat(rows).isEqualTo(120);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void tellsTheStateOfACustomerByKey() throws Exception {
    served.store.states.put(
        "a/b <i>", new Customers.State("a/b <i>", "k1", "purchase", 1_000L, 2_000, 3, 2, 1));

    JsonNode customer = Served.json(served.get("/api/customers/k1"));

    assertThat(customer.path("customer").asText()).isEqualTo("a/b <i>");
    assertThat(customer.at("/counts/touchpoints").asInt()).isEqualTo(3);
    assertThat(served.get("/api/customers/x").statusCode()).isEqualTo(404);
  }

  @Test
  void searchesByTheBeginningOfAnIdWithoutItInTheAddress() throws Exception {
    for (int i = 0; i < 60; i++) {
      served.store.states.put(
          "ann" + i, new Customers.State("ann" + i, "k" + i, null, null, 0, 0, 0, 0));
    }
    served.store.states.put("bob", new Customers.State("bob", "b", null, null, 0, 0, 0, 0));

    JsonNode first = Served.json(served.post("/api/customers/search", "{\"begin\": \"ann\"}"));
    String rest = "{\"begin\": \"ann\", \"after\": \"" + first.path("after").asText() + "\"}";
    JsonNode second = Served.json(served.post("/api/customers/search", rest));

    assertThat(first.path("customers")).hasSize(50);
    assertThat(second.path("customers")).hasSize(10);
    assertThat(second.has("after")).isFalse();
    assertThat(second.path("customers")).noneMatch(row -> row.path("key").asText().equals("b"));
    assertThat(served.post("/api/customers/search", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void namesTheKeyOfACustomerThatIsKeptOnDecisionsAndTriggers() throws Exception {
    served.store.states.put("ann", new Customers.State("ann", "k1", null, null, 0, 0, 0, 0));
    for (String customer : List.of("ann", "gone")) {
      served.store.decided.add(
          new Decisions.Row(customer, 1, "sent", "{\"customer\": \"" + customer + "\"}"));
      served.store.sent.add(
          new Triggers.Row(customer, 1, 2L, "{\"data\": {\"customer\": \"" + customer + "\"}}"));
    }

    for (String list : List.of("decisions", "triggers")) {
      JsonNode rows = Served.json(served.get("/api/" + list)).path(list);

      assertThat(rows).as(list).hasSize(2);
      assertThat(rows.path(0).path("key").asText()).as(list).isEqualTo("k1");
      assertThat(rows.path(1).has("key")).as(list).isFalse();
    }
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

  @Test
  void publishesARuleWithAuditAndTellsTheSecondWhoEdits() throws Exception {
    HttpResponse<String> first = publish(RULE, null);
    String version = Served.json(first).path("version").asText();
    assertThat(publish(RULE + "# two\n", version).statusCode()).isEqualTo(200);

    HttpResponse<String> late = publish(RULE + "# three\n", version);

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Served.json(late).path("author").asText()).isEqualTo("local");
    assertThat(Served.json(late).path("time").asText()).isNotEmpty();
    assertThat(served.store.entries).extracting("what").containsOnly("rule published").hasSize(2);
    assertThat(Served.json(served.get("/api/rules/failure")).at("/pattern/steps/0/name").asText())
        .isEqualTo("failure");
  }

  @Test
  void answersProblemsOfARuleThatIsRefused() throws Exception {
    HttpResponse<String> answer = publish(RULE.replace("owner", "ownr"), null);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Served.json(answer).at("/problems/0/line").asInt()).isEqualTo(1);
    assertThat(Served.json(answer).at("/problems/1/line").asInt()).isEqualTo(4);
    assertThat(served.store.entries).isEmpty();
  }

  @Test
  void saysThatKafkaIsAwayAndGoesOn() throws Exception {
    served.desk.refusal = "no Kafka broker answers at nowhere:9092; start it";

    HttpResponse<String> answer = publish(RULE, null);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("no Kafka broker answers");
    assertThat(served.get("/api/rules").statusCode()).isEqualTo(200);
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
  void listsTenThousandRulesPageByPage() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      String id = "rule-%05d".formatted(i);
      served.store.statuses.add(new Rules.Row(id, List.of()));
    }

    JsonNode page = Served.json(served.get("/api/rules?limit=200"));

    assertThat(page.path("rules").size()).isEqualTo(200);
    assertThat(page.path("after").asText()).isNotEmpty();
  }

  @Test
  void replaysDeadLettersWithAnAuditEntry() throws Exception {
    HttpResponse<String> answer =
        served.post(
            "/api/dead-letters/replay",
            "{\"reason\": \"no-id\", \"hours\": 24, \"source\": \"orders\", \"repeat\": true}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Served.json(answer).path("before").asInt()).isEqualTo(2);
    assertThat(Served.json(answer).path("after").asText()).isEqualTo("next");
    assertThat(served.replayed)
        .singleElement()
        .matches(request -> request.reason().equals("no-id"))
        .matches(request -> "orders".equals(request.source()))
        .matches(DeadLetterReplay.Request::isRepeated);
    assertThat(served.store.entries)
        .extracting("what", "about", "detail")
        .containsExactly(
            tuple(
                "dead letters replayed",
                "no-id",
                "1 of the last 24 hours from orders, those sent before again"));
    assertThat(
            served
                .post(
                    "/api/dead-letters/replay",
                    "{\"reason\": \"no-id\", \"hours\": 24, \"repeat\": \"yes\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            served
                .post("/api/dead-letters/replay", "{\"reason\": \"none\", \"hours\": 24}")
                .statusCode())
        .isEqualTo(400);
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

  private HttpResponse<String> publish(String text, String basedOn) throws Exception {
    ObjectNode body =
        Json.object().put("text", text).put("reason", "because").put("basedOn", basedOn);
    return served.post("/api/rules/failure", body.toString());
  }

  private void cut(long in, long asOfMillis) {
    served.cut = Cuts.of(in, asOfMillis);
  }
}

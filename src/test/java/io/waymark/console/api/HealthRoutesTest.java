package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.store.Audit;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthRoutesTest {
  @RegisterExtension final Served served = new Served();

  @Test
  void filtersTheAuditAndPagesByKey() throws Exception {
    for (int i = 0; i < 5; i++) {
      served.store.entries.add(
          new Audit.Entry(i * 1_000, i < 4 ? "ann" : "bob", "rule published", "r" + i, ""));
    }
    String asked = "/api/audit?who=ann&what=rule+published&since=1970-01-01T00:00:01Z&limit=2";

    JsonNode first = Served.json(served.get(asked));
    JsonNode second = Served.json(served.get(asked + "&after=" + first.path("after").asText()));

    assertThat(first.at("/entries/0/about").asText()).isEqualTo("r1");
    assertThat(first.path("entries")).hasSize(2);
    assertThat(second.path("entries")).hasSize(1);
    assertThat(second.has("after")).isFalse();
    assertThat(served.get("/api/audit?since=yesterday").statusCode()).isEqualTo(400);
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
}

package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.waymark.console.access.Role;
import io.waymark.console.access.User;
import io.waymark.console.access.Users;
import io.waymark.console.store.Audit;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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

  /** A line of the file may tell names, so only who may mend it sees it. */
  @Test
  void tellsOperatorsAloneThatTheFileOfUsersCannotBeUsed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("users.txt");
    Files.writeString(
        file,
        Users.line(new User("ann", Role.OPERATOR), "correct horse")
            + "\n"
            + Users.line(new User("bob", Role.VIEWER), "correct horse")
            + "\n");
    served.restart(Map.of("console.users", file.toString()));
    Files.writeString(file, "ann boss x\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));

    served.login("bob", "correct horse");
    JsonNode ofViewer = Served.json(served.get("/api/health"));
    served.login("ann", "correct horse");
    JsonNode ofOperator = Served.json(served.get("/api/health"));

    assertThat(ofViewer.path("status").asText()).isEqualTo("up");
    assertThat(ofViewer.path("checks").has("users")).isFalse();
    assertThat(ofOperator.at("/checks/users/status").asText()).isEqualTo("down");
    assertThat(ofOperator.at("/checks/users/says").asText())
        .contains("line 1: a role is viewer, marketer or operator");
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

package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.console.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The description of the API names the routes of the API, and is right in itself. */
class OpenApiTest {
  @RegisterExtension final Served served = new Served();

  @Test
  void describesEveryRouteWithItsRoleAndNoOther() {
    Set<String> described = new TreeSet<>();
    Described.operations()
        .forEach((name, each) -> described.add(name + " " + each.path("x-role").asText()));
    Set<String> routed = new TreeSet<>();
    for (Route route : Routes.of(served.parts(), new LiveEvents(served.parts()))) {
      Role needed = route.needed();
      routed.add(
          (route.isWrite() ? "post " : "get ")
              + route.path()
              + " "
              + (needed == null ? "nobody" : needed.code()));
    }

    assertThat(routed).hasSizeGreaterThan(25);
    assertThat(described).containsExactlyElementsOf(routed);
  }

  @Test
  void describesTheParametersInPaths() {
    Described.API
        .path("paths")
        .properties()
        .forEach(
            path -> {
              List<String> named = new ArrayList<>();
              path.getValue()
                  .forEach(
                      operation ->
                          operation
                              .path("parameters")
                              .forEach(
                                  parameter -> {
                                    if (parameter.path("in").asText().equals("path")) {
                                      named.add(parameter.path("name").asText());
                                    }
                                  }));
              for (String name : named) {
                assertThat(path.getKey()).contains("{" + name + "}");
              }
              assertThat(named.isEmpty()).isEqualTo(!path.getKey().contains("{"));
            });
  }

  @Test
  void givesExamplesThatItsSchemasAllow() {
    int examples = 0;
    for (JsonNode path : Described.API.path("paths")) {
      for (JsonNode operation : path) {
        for (JsonNode content :
            List.of(
                operation.at("/requestBody/content/application~1json"),
                operation.at("/responses/200/content/application~1json"))) {
          if (content.has("example")) {
            examples++;
            assertThat(Described.problems(content.path("schema"), content.path("example")))
                .as(content.path("example").toString())
                .isEmpty();
          }
        }
      }
    }

    assertThat(examples).isGreaterThan(30);
  }

  @Test
  void answersProblemsAsTheyAreDescribed() throws Exception {
    ObjectNode schema = Json.object().put("$ref", "#/components/schemas/Problem");
    for (HttpResponse<String> answer :
        List.of(
            served.get("/api/nothing"),
            served.get("/api/rules/nothing"),
            served.get("/api/triggers?limit=x"),
            served.post("/api/rules/x", "{\"text\": \"rule: x\", \"reason\": \"r\"}"))) {
      assertThat(Described.problems(schema, Served.json(answer))).as(answer.body()).isEmpty();
    }
  }
}

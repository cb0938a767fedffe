package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.waymark.Schemas;
import io.waymark.console.access.Role;
import io.waymark.console.store.Audit;
import io.waymark.console.store.Customers;
import io.waymark.console.store.DeadLetters;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.console.store.Triggers;
import io.waymark.model.EndpointStatus;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The description of the API and the API are the same. */
class OpenApiTest {
  private static final JsonNode API = read();
  @RegisterExtension final Served served = new Served();

  @Test
  void describesEveryRouteWithItsRoleAndNoOther() {
    Set<String> described = new TreeSet<>();
    API.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each ->
                            described.add(
                                each.getKey()
                                    + " "
                                    + path.getKey()
                                    + " "
                                    + each.getValue().path("x-role").asText())));
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
    API.path("paths")
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
    for (JsonNode path : API.path("paths")) {
      for (JsonNode operation : path) {
        for (JsonNode content :
            List.of(
                operation.at("/requestBody/content/application~1json"),
                operation.at("/responses/200/content/application~1json"))) {
          if (content.has("example")) {
            examples++;
            assertThat(problems(content.path("schema"), content.path("example")))
                .as(content.path("example").toString())
                .isEmpty();
          }
        }
      }
    }

    assertThat(examples).isGreaterThan(30);
  }

  @Test
  void answersAsItIsDescribed() throws Exception {
    fill();
    for (String path :
        List.of(
            "/api/about",
            "/api/journey",
            "/api/journey?compare=before",
            "/api/journey?compare=all&goal=purchase",
            "/api/customers/k1",
            "/api/customers/k1/timeline",
            "/api/customers/k1/context",
            "/api/customers/k1/explain?rule=r",
            "/api/triggers",
            "/api/triggers/rate",
            "/api/decisions",
            "/api/decisions/funnel",
            "/api/deliveries",
            "/api/deliveries/endpoints",
            "/api/policy",
            "/api/policy/versions",
            "/api/policy/versions/v1",
            "/api/policy/preview",
            "/api/rules",
            "/api/rules/r",
            "/api/rules/r/versions",
            "/api/rules/r/versions/v1",
            "/api/health",
            "/api/audit")) {
      assertDescribed("get", path, served.get(path));
    }
    Map<String, String> posts =
        Map.ofEntries(
            Map.entry("/api/rules/check", "{\"text\": \"rule: r\"}"),
            Map.entry("/api/rules/complete", "{\"text\": \"sig\", \"line\": 1, \"column\": 4}"),
            Map.entry(
                "/api/journey/customers",
                "{\"stage\": \"s\", \"channel\": \"c\", \"type\": \"t\"}"),
            Map.entry("/api/customers/search", "{\"begin\": \"an\"}"),
            Map.entry("/api/dead-letters/replay", "{\"reason\": \"late\", \"hours\": 1}"),
            Map.entry("/api/deliveries/desk/disable", "{\"reason\": \"moved\"}"),
            Map.entry("/api/deliveries/desk/replay", "{\"hours\": 1, \"tryHours\": 2}"),
            Map.entry("/api/policy/check", "{\"text\": \"policy: p\"}"),
            Map.entry("/api/policy/complete", "{\"text\": \"ca\", \"line\": 1, \"column\": 3}"),
            Map.entry("/api/policy", "{\"text\": \"policy: p\", \"reason\": \"because\"}"),
            Map.entry("/api/policy/preview", "{\"text\": \"policy: p\", \"days\": 7}"));
    for (Map.Entry<String, String> post : posts.entrySet()) {
      assertDescribed("post", post.getKey(), served.post(post.getKey(), post.getValue()));
    }
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
      assertThat(problems(schema, Served.json(answer))).as(answer.body()).isEmpty();
    }
  }

  private static final String ANSWER =
      """
      {"question": "q", "customer": "ann", "runs": [], "openRuns": 0, "misses": [], "held": [],
       "sent": []}
      """;

  private void fill() {
    served.cut = Cuts.of(3, 1_000);
    served.questions = (customer, rule) -> Optional.of(ANSWER.getBytes(StandardCharsets.UTF_8));
    served.store.states.put("ann", new Customers.State("ann", "k1", "s", 1L, 2, 3, 2, 1));
    served.store.visitors.add(new Customers.Visitor("ann", "k1", 5));
    served.store.moments.add(new Customers.Moment(Customers.Kind.TRIGGER, 5, "{}"));
    served.store.sent.add(new Triggers.Row("x", 1, 2L, "{\"data\": {\"customer\": \"ann\"}}"));
    served.store.rates.add(new Triggers.Rate("r", 0, 1, 2, 3));
    served.store.decided.add(new Decisions.Row("x", 1, "sent", "{\"customer\": \"ann\"}"));
    served.store.counts.add(new Decisions.Count(0, "r", "sent", 3));
    served.store.steps.add(new Deliveries.Row("0-1", 1, "{\"customer\": \"ann\"}"));
    served.store.endpoints.add(
        new Deliveries.Endpoint(
            "desk",
            new EndpointStatus("desk", EndpointStatus.State.FAILING, 1, "20 failures"),
            3,
            1L,
            2,
            1,
            1,
            40,
            400,
            List.of(new Deliveries.Answer("failed", "HTTP 503", 1)),
            List.of(new Deliveries.Rate(0, 2, 1))));
    served.store.policies.add(new Policies.Version("v1", 1, "ann", "because", "policy: p\n"));
    served.store.statuses.add(
        new Rules.Row("r", List.of(new Rules.Status("live", 0, 1, "{\"rule\": \"r\"}"))));
    served.store.versions.add(
        new Rules.Version("r", "v1", 1, "ann", "because", "rule: r\nowner: o\ntitle: T\n"));
    served.store.outcomes.put(
        "r",
        Schemas.examples("rule-outcomes").stream()
            .map(example -> new Rules.Outcomes("v1", 1, example.toString()))
            .toList());
    served.store.reasons.add(new DeadLetters.Reason("late", 1, 2, List.of("{}")));
    served.store.entries.add(new Audit.Entry(1, "ann", "rule published", "r", "because"));
  }

  private static void assertDescribed(String method, String path, HttpResponse<String> answer)
      throws Exception {
    String pattern =
        path.replaceAll("\\?.*", "")
            .replace("/k1", "/{key}")
            .replace("/desk/", "/{to}/")
            .replace("/v1", "/{version}")
            .replace("rules/r", "rules/{id}")
            .replace("rules/{id}eplay", "rules/replay");
    JsonNode schema =
        API.path("paths")
            .path(pattern)
            .path(method)
            .at("/responses/200/content/application~1json/schema");
    assertThat(schema.isObject()).as(pattern).isTrue();
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    assertThat(problems(schema, Served.json(answer))).as(path + ": " + answer.body()).isEmpty();
  }

  private static Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", API.path("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value);
  }

  private static JsonNode read() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/console/openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(in);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

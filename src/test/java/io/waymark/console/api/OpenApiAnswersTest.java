package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.Schemas;
import io.waymark.console.access.Role;
import io.waymark.console.access.User;
import io.waymark.console.access.Users;
import io.waymark.console.store.Audit;
import io.waymark.console.store.Customers;
import io.waymark.console.store.DeadLetters;
import io.waymark.console.store.Decisions;
import io.waymark.console.store.Deliveries;
import io.waymark.console.store.Policies;
import io.waymark.console.store.Rules;
import io.waymark.console.store.Triggers;
import io.waymark.model.EndpointStatus;
import io.waymark.rule.BundledRules;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every route takes and answers what the description of the API says. */
class OpenApiAnswersTest {
  /** The routes that other tests ask: a stream, and a login with a provider. */
  private static final Set<String> ELSEWHERE =
      Set.of("get /api/events", "get /login/oidc", "get /login/oidc/callback");

  private static final String POLICY = "policy: p\ncaps:\n  - {most: 2, in: 7d}\n";

  @TempDir Path folder;
  @RegisterExtension final Served served = new Served();
  private final Set<String> asked = new TreeSet<>();

  @Test
  void takesAndAnswersWhatIsDescribed() throws Exception {
    fill(served);

    reads();
    asks();
    authorsRules();
    authorsThePolicy();
    operates();
    logsInAndOut();

    asked.addAll(ELSEWHERE);
    assertThat(asked).containsExactlyElementsOf(new TreeSet<>(Described.operations().keySet()));
  }

  private void reads() throws Exception {
    get("/api/about");
    get("/api/openapi.yaml");
    get("/api/journey");
    get("/api/journey", "?compare=before");
    get("/api/journey", "?compare=all&goal=purchase");
    get("/api/journey/export.csv");
    get("/api/customers/{key}");
    get("/api/customers/{key}/timeline");
    get("/api/customers/{key}/context");
    get("/api/customers/{key}/explain", "?rule=r");
    get("/api/triggers");
    get("/api/triggers/rate");
    get("/api/decisions");
    get("/api/decisions/funnel");
    get("/api/deliveries");
    get("/api/deliveries/endpoints");
    get("/api/policy");
    get("/api/policy/versions");
    get("/api/policy/versions/{version}");
    get("/api/policy/preview");
    get("/api/rules");
    get("/api/rules/{id}");
    get("/api/rules/{id}/versions");
    get("/api/rules/{id}/versions/{version}");
    get("/api/health");
    get("/api/audit");
  }

  private void asks() throws Exception {
    post("/api/journey/customers", body().put("stage", "s").put("channel", "c").put("type", "t"));
    post("/api/customers/search", body().put("begin", "an"));
  }

  private void authorsRules() throws Exception {
    String text = BundledRules.text("promoter");
    post("/api/rules/check", body().put("text", "rule: r"));
    post("/api/rules/complete", body().put("text", "sig").put("line", 1).put("column", 4));
    post("/api/rules/test", body().put("text", text));
    post("/api/rules/preview", body().put("text", text).put("days", 7));
    String first = version(post("/api/rules/{id}", change(null).put("text", text)));
    String paused = version(post("/api/rules/{id}/pause", change(first)));
    String live = version(post("/api/rules/{id}/resume", change(paused)));
    post("/api/rules/{id}/rollback", change(live).put("version", paused));
  }

  private void authorsThePolicy() throws Exception {
    post("/api/policy/check", body().put("text", POLICY));
    post("/api/policy/complete", body().put("text", "ca").put("line", 1).put("column", 3));
    post("/api/policy/preview", body().put("text", POLICY).put("days", 7));
    String first = version(post("/api/policy", change(null).put("text", POLICY)));
    post("/api/policy/rollback", change(first).put("version", "v1"));
  }

  private void operates() throws Exception {
    post("/api/deliveries/{to}/disable", body().put("reason", "moved"));
    post("/api/deliveries/{to}/enable", body().put("reason", "it is up"));
    post("/api/deliveries/{to}/replay", body().put("hours", 1).put("tryHours", 2));
    post("/api/dead-letters/replay", body().put("reason", "late").put("hours", 1));
  }

  private void logsInAndOut() throws Exception {
    String password = "correct horse";
    Path file =
        Files.writeString(
            folder.resolve("users.txt"), Users.line(new User("ann", Role.VIEWER), password));
    served.restart(Map.of("console.users", file.toString()));
    post("/api/login", body().put("name", "ann").put("password", password));
    served.login("ann", password);
    post("/api/logout", body());
  }

  private static ObjectNode body() {
    return Json.object();
  }

  private static ObjectNode change(@Nullable String basedOn) {
    ObjectNode body = body().put("reason", "because");
    return basedOn == null ? body : body.put("basedOn", basedOn);
  }

  private static String version(HttpResponse<String> answer) throws Exception {
    return Served.json(answer).path("version").asText();
  }

  private void get(String path) throws Exception {
    get(path, "");
  }

  private void get(String path, String query) throws Exception {
    assertDescribed("get " + path, served.get(filled(path, "r") + query));
  }

  private HttpResponse<String> post(String path, ObjectNode body) throws Exception {
    JsonNode schema = schema(operation("post " + path).path("requestBody"));
    if (schema.isObject()) {
      assertThat(Described.problems(schema, body)).as("the body of " + path).isEmpty();
    } else {
      assertThat(body).as("the body of " + path).isEmpty();
    }
    HttpResponse<String> answer = served.post(filled(path, "promoter"), body.toString());
    assertDescribed("post " + path, answer);
    return answer;
  }

  private static String filled(String path, String rule) {
    return path.replace("{key}", "k1")
        .replace("{to}", "desk")
        .replace("{version}", "v1")
        .replace("{id}", rule);
  }

  private static JsonNode operation(String name) {
    JsonNode operation = Described.operations().get(name);
    assertThat(operation).as(name).isNotNull();
    return operation;
  }

  private static JsonNode schema(JsonNode body) {
    return body.at("/content/application~1json/schema");
  }

  private void assertDescribed(String name, HttpResponse<String> answer) throws Exception {
    asked.add(name);
    assertThat(answer.statusCode()).as(name + ": " + answer.body()).isEqualTo(200);
    JsonNode described = operation(name).at("/responses/200");
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    assertThat(described.path("content").has(type)).as(name + " answers with " + type).isTrue();
    if (type.equals("application/json")) {
      assertThat(Described.problems(schema(described), Served.json(answer)))
          .as(name + ": " + answer.body())
          .isEmpty();
    } else {
      assertThat(answer.body()).as(name).isNotEmpty();
    }
  }

  private static final String ANSWER =
      """
      {"question": "q", "customer": "ann", "runs": [], "openRuns": 0, "misses": [], "held": [],
       "sent": []}
      """;

  /** Fills a store, so that no answer is empty. */
  static void fill(Served served) {
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
}

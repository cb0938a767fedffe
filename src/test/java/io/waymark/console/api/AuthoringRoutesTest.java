package io.waymark.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waymark.Schemas;
import io.waymark.console.store.Rules;
import io.waymark.model.RuleText;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuthoringRoutesTest {
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

  @RegisterExtension final Served served = new Served();

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
  void showsTheGoalOfARuleAndWhatItsVersionsHaveBrought() throws Exception {
    publish(
        RULE + "goal: {on: [Order Completed, Return], where: event.channel == 'web', within: 3d}\n",
        null);
    List<String> examples =
        Schemas.examples("rule-outcomes").stream().map(Object::toString).toList();
    served.store.outcomes.put(
        "failure",
        List.of(
            new Rules.Outcomes("v2", 2, examples.get(0)),
            new Rules.Outcomes("v1", 1, examples.get(1))));

    JsonNode rule = Served.json(served.get("/api/rules/failure"));

    assertThat(rule.path("goal").toString())
        .isEqualTo(
            "{\"withinMillis\":259200000,\"on\":[\"Order Completed\",\"Return\"],"
                + "\"where\":\"event.channel == 'web'\"}");
    assertThat(rule.path("outcomes")).hasSize(2);
    assertThat(rule.at("/outcomes/0/effect/low").asDouble()).isEqualTo(0.0524);
    assertThat(rule.at("/outcomes/1/missing").asText())
        .startsWith("no hold-out: no comparison possible");
  }

  @Test
  void tellsOneWhoIsOvertakenToLookAgain() throws Exception {
    served.desk.meanwhile =
        () -> served.desk.push(new RuleText("failure", RULE + "# other\n", "a-folder", 0));

    HttpResponse<String> answer = publish(RULE, null);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Served.json(answer).path("title").asText())
        .isEqualTo("Somebody else published at the same moment");
    assertThat(Served.json(answer).path("cure").asText()).contains("look at it as it is now");
    assertThat(served.desk.pushed).hasSize(1);
    assertThat(served.store.entries).isEmpty();
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

  private HttpResponse<String> publish(String text, String basedOn) throws Exception {
    ObjectNode body =
        Json.object().put("text", text).put("reason", "because").put("basedOn", basedOn);
    return served.post("/api/rules/failure", body.toString());
  }
}

package io.waymark.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waymark.intake.Intake;
import io.waymark.intake.IntakeResult;
import io.waymark.intake.MappingSource;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers from the JSON of a touchpoint, through rules and state, to the JSON of a trigger. */
class NumbersInRulesTest {
  private static final Path FOLDER = Path.of("src/test/resources/numbers");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Test
  void orderNumbersAboveSixtyFourBitsAreTwoOrders() throws IOException {
    Map<String, List<JsonNode>> triggers = play("order-numbers");

    assertThat(correlations(triggers, "late-and-cancelled"))
        .containsExactly("anna 10000000000000000001", "bert 1001", "carl 1001");
    assertThat(triggers.get("late-and-cancelled").get(0).findValuesAsText("id"))
        .contains("a", "c")
        .doesNotContain("b");
  }

  @Test
  void pricesAreComputedWhetherTheyAreIntegersFractionsOrTexts() throws IOException {
    Map<String, List<JsonNode>> triggers = play("prices");

    assertThat(data(triggers, "drop-any"))
        .containsExactly(
            "both-fractions {\"saved\":9.51,\"seen\":39.99}",
            "both-integers {\"saved\":10,\"seen\":40}",
            "integer-first {\"saved\":10.01,\"seen\":39.99}",
            "integer-last {\"saved\":9.5,\"seen\":40}",
            "texts {\"saved\":10.01,\"seen\":\"39.99\"}");
    assertThat(data(triggers, "drop-ten"))
        .containsExactly(
            "both-fractions {\"saved\":9.51,\"gross\":47.5881}",
            "both-integers {\"saved\":10,\"gross\":47.6}",
            "integer-first {\"saved\":10.01,\"gross\":47.5881}",
            "integer-last {\"saved\":9.5,\"gross\":47.6}",
            "texts {\"saved\":10.01,\"gross\":47.5881}");
  }

  @Test
  void sumsOfCentsReachTheirThreshold() throws IOException {
    Map<String, List<JsonNode>> triggers = play("cents");

    List<String> hundreds =
        List.of(
            "anna {\"lost\":100}",
            "bert {\"lost\":100}",
            "carl {\"lost\":100}",
            "emil {\"lost\":100}");
    assertThat(data(triggers, "at-least-100")).containsExactlyElementsOf(hundreds);
    assertThat(data(triggers, "exactly-100")).containsExactlyElementsOf(hundreds);
    assertThat(data(triggers, "at-least-1")).hasSize(5).contains("dora {\"lost\":1}");
    assertThat(data(triggers, "any")).hasSize(5);
  }

  @Test
  void oneTotalCountsInAnyFormAndLeavesAsItCame() throws IOException {
    Map<String, List<JsonNode>> triggers = play("forms");

    assertThat(data(triggers, "is-120-and-a-half"))
        .containsExactly(
            "c00 {\"total\":\"120.50\"}", "c01 {\"total\":120.5}", "c02 {\"total\":120.5}");
    assertThat(customers(triggers, "above-100"))
        .containsExactly("c00", "c01", "c02", "c03", "c04", "c05");
    assertThat(data(triggers, "above-100"))
        .contains("c03 {\"total\":120.50000000000000000001}", "c05 {\"total\":\"120\"}");
    assertThat(customers(triggers, "is-no-120"))
        .containsExactly("c00", "c01", "c02", "c03", "c06", "c07", "c08", "c09", "c10", "c11");
    assertThat(customers(triggers, "doubled")).containsExactly("c00", "c01", "c02", "c07", "c09");
    assertThat(data(triggers, "nothing"))
        .containsExactly("c10 {\"total\":0}", "c11 {\"total\":\"0\"}");
  }

  /** Plays a folder; after each touchpoint the customer is written to state and read back. */
  private static Map<String, List<JsonNode>> play(String name) throws IOException {
    Rule[] rules = rules(FOLDER.resolve(name));
    Map<String, List<JsonNode>> triggers = new TreeMap<>();
    for (List<Touchpoint> own : touchpoints(FOLDER.resolve(name)).values()) {
      try (OneCustomer customer = new OneCustomer(rules).named(own.get(0).customer())) {
        own.forEach(touchpoint -> customer.apply(touchpoint).restore());
        for (Trigger trigger : customer.triggers()) {
          triggers
              .computeIfAbsent(trigger.rule(), rule -> new ArrayList<>())
              .add(JSON.readTree(Topics.TRIGGERS.document().write(trigger, 0)).get("data"));
        }
      }
    }
    return triggers;
  }

  private static Rule[] rules(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Rule> rules = new ArrayList<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        rules.add(RulesFromYaml.rule(Files.readString(file)));
      }
      return rules.toArray(Rule[]::new);
    }
  }

  private static Map<String, List<Touchpoint>> touchpoints(Path folder) throws IOException {
    Intake intake = new Intake(MappingSource.named("waymark").compile(), 0);
    Map<String, List<Touchpoint>> byCustomer = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve("touchpoints.jsonl"))) {
      IntakeResult result =
          intake
              .take(line.getBytes(StandardCharsets.UTF_8), Position.line("f", 1), Long.MAX_VALUE)
              .get(0);
      Touchpoint touchpoint = ((IntakeResult.Accepted) result).arrival().touchpoint();
      byCustomer
          .computeIfAbsent(touchpoint.customer(), customer -> new ArrayList<>())
          .add(touchpoint);
    }
    return byCustomer;
  }

  private static List<String> data(Map<String, List<JsonNode>> triggers, String rule) {
    return rows(triggers, rule, "data");
  }

  private static List<String> correlations(Map<String, List<JsonNode>> triggers, String rule) {
    return rows(triggers, rule, "correlation").stream().map(row -> row.replace("\"", "")).toList();
  }

  private static List<String> customers(Map<String, List<JsonNode>> triggers, String rule) {
    return triggers.get(rule).stream().map(each -> each.get("customer").asText()).toList();
  }

  private static List<String> rows(
      Map<String, List<JsonNode>> triggers, String rule, String field) {
    return triggers.get(rule).stream()
        .map(each -> each.get("customer").asText() + " " + each.get(field))
        .toList();
  }
}

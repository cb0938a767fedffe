package io.waymark.job.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts and the dashboards in {@code docker}, and the page of metrics. */
public final class Watching {
  static final Path PAGE = Path.of("src/site/markdown/metrics.md");

  private static final Path ALERTS = Path.of("docker/prometheus/alerts.yaml");
  private static final Path DELIVERY_ALERTS = Path.of("docker/prometheus/delivery-alerts.yaml");
  private static final Path DASHBOARD = Path.of("docker/grafana/dashboards/waymark.json");
  private static final Path DELIVERY_DASHBOARD =
      Path.of("docker/grafana/dashboards/waymark-delivery.json");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *(\\w+)\\)");
  private static final Pattern FLINK_ROW =
      Pattern.compile("\\| `(flink_(?!\\w+_waymark_)\\w+)` .*");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Watching() {}

  /** A query by the place where it stands. */
  public record Asked(String place, PromQl query) {}

  /** Returns the queries of all alerts, panels and variables about the job. */
  public static List<Asked> queries() {
    return queries(alerts(ALERTS), dashboard(DASHBOARD));
  }

  /** Returns those about the delivery. */
  static List<Asked> queriesOfTheDelivery() {
    return queries(alerts(DELIVERY_ALERTS), dashboard(DELIVERY_DASHBOARD));
  }

  private static List<Asked> queries(List<Map<String, Object>> alerts, JsonNode dashboard) {
    List<Asked> all = new ArrayList<>();
    for (Map<String, Object> alert : alerts) {
      all.add(new Asked((String) alert.get("alert"), PromQl.of((String) alert.get("expr"))));
    }
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(new Asked(panel.get("title").asText(), PromQl.of(target.get("expr").asText())));
      }
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      Matcher values = LABEL_VALUES.matcher(variable.at("/query/query").asText());
      if (!values.matches()) {
        throw new AssertionError(variable);
      }
      all.add(
          new Asked(
              variable.get("name").asText(),
              PromQl.of("count by (" + values.group(2) + ") (" + values.group(1) + ")")));
    }
    return all;
  }

  /** Every alert, about the job and the delivery, with its keys as they stand in the files. */
  static List<Map<String, Object>> alerts() {
    List<Map<String, Object>> all = new ArrayList<>(alerts(ALERTS));
    all.addAll(alerts(DELIVERY_ALERTS));
    return all;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> alerts(Path file) {
    Map<String, Object> yaml =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text(file));
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> group : (List<Map<String, Object>>) yaml.get("groups")) {
      all.addAll((List<Map<String, Object>>) group.get("rules"));
    }
    return all;
  }

  static List<JsonNode> dashboards() {
    return List.of(dashboard(DASHBOARD), dashboard(DELIVERY_DASHBOARD));
  }

  private static JsonNode dashboard(Path file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of Flink's own metrics on the page of metrics. */
  public static Set<String> flinkMetrics() {
    return text(PAGE)
        .lines()
        .map(FLINK_ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1))
        .collect(Collectors.toSet());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

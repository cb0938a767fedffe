package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.waymark.job.sink.FileSinks;
import io.waymark.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every figure that others counted over public data comes out exactly, whatever the parallelism.
 */
class RealDataIT {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path OURS = Path.of("src/test/resources/data");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir private Path temp;

  @BeforeEach
  void dataIsThere() {
    assumeTrue(
        Files.isDirectory(DATA),
        () ->
            "the public data is not at " + DATA.toAbsolutePath() + "; its figures are not checked");
  }

  @ParameterizedTest
  @CsvSource({
    "orders, 1",
    "orders, 2",
    "incidents, 1",
    "incidents, 2",
    "retail, 1",
    "retail, 2",
    "mentions, 1",
    "mentions, 2"
  })
  void givesEveryFigureExactly(String dataset, int parallelism) throws Exception {
    JsonNode figures = YAML.readTree(OURS.resolve(dataset).resolve("figures.yaml").toFile());
    String file = figures.get("file").asText();
    Map<String, JsonNode> ways = flat(figures.get("figures"));
    Path rules = rulesFor(dataset, ways);

    Map<String, Object> counts =
        play(DATA.resolve(file), mapping(dataset, figures), rules, parallelism);

    Map<String, Long> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> way : ways.entrySet()) {
      found.put(way.getKey(), figure(way.getKey(), way.getValue(), counts));
    }
    assertThat(found).isNotEmpty().isEqualTo(expected(file));
    assertThat(counts.get("read"))
        .isEqualTo(sum(counts, "applied", "duplicate", "late", "dead-lettered", "skipped"));
  }

  private Map<String, Object> play(Path file, String mapping, Path rules, int parallelism)
      throws Exception {
    List<String> inputs = List.of(file + ":" + mapping);
    PlaybackRequest request =
        new PlaybackRequest(
            inputs,
            "waymark",
            rules,
            null,
            temp.resolve("out"),
            parallelism,
            Map.of(),
            false,
            false);
    return new Playback(request, System.currentTimeMillis()).play();
  }

  private static String mapping(String dataset, JsonNode figures) {
    String name = figures.get("mapping").asText();
    return name.endsWith(".yaml") ? OURS.resolve(dataset).resolve(name).toString() : name;
  }

  private Map<String, Long> expected(String file) throws IOException {
    Map<String, Long> expected = new LinkedHashMap<>();
    flat(JSON.readTree(DATA.resolve("expected.json").toFile()).get(file))
        .forEach((name, value) -> expected.put(name, value.asLong()));
    return expected;
  }

  /** Figures by their names; those in a group are called {@code group/name}. */
  private static Map<String, JsonNode> flat(JsonNode figures) {
    Map<String, JsonNode> flat = new LinkedHashMap<>();
    figures
        .properties()
        .forEach(
            entry -> {
              boolean isGroup =
                  entry.getValue().isObject()
                      && !entry.getValue().has("count")
                      && !entry.getValue().has("rule");
              if (isGroup) {
                entry
                    .getValue()
                    .properties()
                    .forEach(
                        each -> flat.put(entry.getKey() + "/" + each.getKey(), each.getValue()));
              } else if (!entry.getKey().startsWith("_")) {
                flat.put(entry.getKey(), entry.getValue());
              }
            });
    return flat;
  }

  /**
   * The rules of the dataset and, for each count of touchpoints by type or customer, a rule that
   * matches each of them.
   */
  private Path rulesFor(String dataset, Map<String, JsonNode> ways) throws IOException {
    Path rules = Files.createDirectory(temp.resolve("rules"));
    try (Stream<Path> own = Files.list(OURS.resolve(dataset).resolve("rules"))) {
      for (Path rule : own.toList()) {
        Files.copy(rule, rules.resolve(rule.getFileName()));
      }
    }
    TreeSet<String> types =
        ways.values().stream()
            .filter(way -> way.has("type"))
            .map(way -> way.get("type").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String type : types) {
      Files.writeString(
          rules.resolve(counterOf(type) + ".yaml"), counter(counterOf(type), List.of(type)));
    }
    if (dataset.equals("mentions")) {
      types.add("Brand Mentioned");
    }
    Files.writeString(rules.resolve("any.yaml"), counter("any", new ArrayList<>(types)));
    return rules;
  }

  private static String counterOf(String type) {
    return "count-" + type.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }

  private static String counter(String id, List<String> types) {
    return """
        rule: %s
        title: counts
        signal: opportunity
        owner: test
        status: live
        pattern: {steps: [{each: [%s]}]}
        trigger: {to: nobody}
        """
        .formatted(id, String.join(", ", types));
  }

  private long figure(String name, JsonNode way, Map<String, Object> counts) throws IOException {
    if (way.has("rule")) {
      return distinct(way.get("rule").asText(), way.get("distinct").asText());
    }
    String of = way.get("count").asText();
    if (of.equals("customers")) {
      return distinct("any", "customer");
    }
    if (way.has("type")) {
      return distinct(counterOf(way.get("type").asText()), "matches");
    }
    if (way.has("reason")) {
      String reason = way.get("reason").asText();
      return lines(FileSinks.fileName(Topics.DEAD_LETTERS)).stream()
          .filter(l -> l.get("reason").asText().equals(reason))
          .count();
    }
    assertThat(counts).as(name).containsKey(of);
    return ((Number) counts.get(of)).longValue();
  }

  private long distinct(String rule, String what) throws IOException {
    Stream<JsonNode> matches =
        lines(FileSinks.fileName(Topics.DECISIONS)).stream()
            .filter(d -> d.get("rule").asText().equals(rule));
    return what.equals("matches")
        ? matches.count()
        : matches.map(d -> d.get(what).asText()).distinct().count();
  }

  private List<JsonNode> lines(String file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(temp.resolve("out").resolve(file))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static long sum(Map<String, Object> counts, String... names) {
    return Stream.of(names).mapToLong(name -> ((Number) counts.get(name)).longValue()).sum();
  }
}

package io.waymark.match;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import io.waymark.rule.RuleReader;
import io.waymark.yaml.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The input of a test of Flink's NFA and the matches in it; the README beside the files says how to
 * read them.
 *
 * @param from class and method of the test
 * @param note what else tells it apart; may be empty
 * @param fires when Waymark fires
 * @param flink when Flink finds matches, as often as it finds some
 * @param differs why these two are not the same, in words of {@code differences.yaml}
 */
record FlinkCepCase(
    String from,
    String note,
    Rule rule,
    List<Touchpoint> touchpoints,
    List<Long> fires,
    List<Long> flink,
    List<String> differs) {

  private static final Path FOLDER = Path.of("src/test/resources/flink-cep");
  private static final RuleReader READER = new RuleReader(Set.of());

  static List<FlinkCepCase> all() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("cases"))) {
      return files.sorted().flatMap(file -> maps(load(file)).map(FlinkCepCase::of)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Class and method of each test that is no case. */
  static List<String> leftOut() {
    List<String> leftOut = new ArrayList<>();
    maps(load(FOLDER.resolve("left-out.yaml")))
        .flatMap(group -> map(group.get("methods")).entrySet().stream())
        .forEach(
            byClass ->
                list(byClass.getValue())
                    .forEach(method -> leftOut.add(byClass.getKey() + "." + method)));
    return leftOut;
  }

  /** The words for {@link #differs}. */
  static Set<String> differences() {
    return map(load(FOLDER.resolve("differences.yaml"))).keySet();
  }

  @Override
  public String toString() {
    return note.isEmpty() ? from : from + " (" + note + ")";
  }

  private static FlinkCepCase of(Map<String, Object> of) {
    List<Long> flink = new ArrayList<>();
    new TreeMap<>(map(of.get("flink")))
        .forEach((at, matches) -> flink.addAll(Collections.nCopies((int) matches, millis(at))));
    Object differs = of.getOrDefault("differs", List.of());
    return new FlinkCepCase(
        (String) of.get("from"),
        (String) of.getOrDefault("note", ""),
        rule(of.get("pattern")),
        touchpoints(list(of.get("touchpoints"))),
        list(of.get("fires")).stream().map(FlinkCepCase::millis).toList(),
        flink.stream().sorted().toList(),
        (differs instanceof List<?> words ? words : List.of(differs))
            .stream().map(Object::toString).toList());
  }

  private static Rule rule(Object pattern) {
    Map<String, Object> rule =
        Map.of(
            "rule", "case",
            "title", "t",
            "signal", "stall",
            "owner", "o",
            "status", "live",
            "trigger", Map.of("to", "x"),
            "pattern", pattern);
    String text = new Dump(DumpSettings.builder().build()).dumpToString(rule);
    if (READER.read("case", text) instanceof RuleReader.Result.Ok ok) {
      return ok.rule();
    }
    throw new AssertionError(READER.read("case", text) + "\n" + text);
  }

  private static List<Touchpoint> touchpoints(List<?> items) {
    List<Touchpoint> touchpoints = new ArrayList<>();
    for (Object item : items) {
      Map<String, Object> properties = new TreeMap<>(map(item));
      long at = millis(properties.remove("at"));
      String type = (String) properties.remove("type");
      touchpoints.add(
          new Touchpoint("t" + touchpoints.size(), "c", null, type, null, at, null, properties));
    }
    return touchpoints;
  }

  private static long millis(Object moment) {
    return Durations.parseMillis((String) moment).orElseThrow();
  }

  private static Object load(Path file) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Map<String, Object>> maps(Object list) {
    return list(list).stream().map(FlinkCepCase::map);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object map) {
    return (Map<String, Object>) map;
  }

  private static List<?> list(Object list) {
    return (List<?>) list;
  }
}

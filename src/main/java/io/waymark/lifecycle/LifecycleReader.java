package io.waymark.lifecycle;

import io.waymark.lifecycle.Stage.Move;
import io.waymark.model.Problem;
import io.waymark.yaml.BundledTexts;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a lifecycle and finds all its problems at once. */
public final class LifecycleReader {
  /** The number of stages for which the journey map has columns. */
  static final int MOST_STAGES = 12;

  /** The lifecycles that come with Waymark. */
  public static final List<String> BUNDLED = List.of("commerce", "subscription");

  private static final BundledTexts TEXTS = new BundledTexts("lifecycles", BUNDLED);

  private LifecycleReader() {}

  /** Returns the lifecycle; empty when {@code problems} has any. */
  public static Optional<Lifecycle> read(String text, Problems problems) {
    Optional<Lifecycle> lifecycle = Yaml.read(text, problems).map(map -> lifecycle(map, text));
    return problems.isEmpty() ? lifecycle : Optional.empty();
  }

  /** Returns the text of one of {@link #BUNDLED}; empty for another name. */
  public static Optional<String> bundled(String name) {
    return TEXTS.bundled(name);
  }

  /**
   * Returns all problems of a lifecycle that {@link #named} is to find; none when it can be used.
   *
   * @throws IOException if it is neither bundled nor a file that can be read; the message says so
   */
  public static List<Problem> problems(String name) throws IOException {
    return TEXTS.problems(name, LifecycleReader::read);
  }

  /** Returns a bundled lifecycle or the one in a file, which must have no {@link #problems}. */
  public static Lifecycle named(String name) {
    return TEXTS.read(name, LifecycleReader::read);
  }

  private static Lifecycle lifecycle(YamlMap map, String text) {
    try (map) {
      String name = map.required("lifecycle").map(LifecycleReader::name).orElse("");
      Set<Move> moves =
          map.optional("moves").map(StageReader::moves).orElse(EnumSet.of(Move.FORWARD, Move.SKIP));
      List<YamlValue> items = map.required("stages").map(LifecycleReader::items).orElse(List.of());
      StageReader reader = new StageReader(moves);
      List<Stage> stages =
          items.stream().flatMap(item -> item.map().stream()).map(reader::read).toList();
      items.forEach(reader::checkFrom);
      String last = stages.isEmpty() ? "" : stages.get(stages.size() - 1).name();
      String goal = map.optional("goal").map(reader::known).orElse(last);
      Set<String> ends = StageReader.some(map.optional("ends"), "touchpoint type");
      return new Lifecycle(name, stages, goal, ends, text);
    }
  }

  private static List<YamlValue> items(YamlValue stages) {
    List<YamlValue> items = stages.list();
    if (stages.isList() && (items.isEmpty() || items.size() > MOST_STAGES)) {
      stages.problem(
          "a lifecycle has 1 to " + MOST_STAGES + " stages, and this one has " + items.size());
    }
    return items;
  }

  static String name(YamlValue value) {
    String name = value.text();
    if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]*")) {
      value.problem("a name is a lowercase letter, then lowercase letters, digits or '-'");
    }
    return name;
  }
}

package io.waymark.lifecycle;

import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.lifecycle.Stage.Move;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a lifecycle and finds all its problems at once. */
public final class LifecycleReader {
  static final int MOST_STAGES = 32;

  /** The lifecycles that come with Waymark. */
  public static final List<String> BUNDLED = List.of("commerce", "subscription");

  private final Set<String> names = new LinkedHashSet<>();

  private LifecycleReader() {}

  /** The lifecycle; empty when {@code problems} has any. */
  public static Optional<Lifecycle> read(String text, Problems problems) {
    Optional<Lifecycle> lifecycle =
        Yaml.read(text, problems).map(map -> new LifecycleReader().lifecycle(map, text));
    return problems.isEmpty() ? lifecycle : Optional.empty();
  }

  /** The text of one of {@link #BUNDLED}; empty for another name. */
  public static Optional<String> bundled(String name) {
    if (!BUNDLED.contains(name)) {
      return Optional.empty();
    }
    try (InputStream in =
        LifecycleReader.class.getResourceAsStream("/lifecycles/" + name + ".yaml")) {
      return Optional.of(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Lifecycle lifecycle(YamlMap map, String text) {
    try (map) {
      String name = map.text("lifecycle");
      Set<Move> moves =
          map.optional("moves")
              .map(LifecycleReader::moves)
              .orElse(EnumSet.of(Move.FORWARD, Move.SKIP));
      List<YamlValue> items = map.required("stages").map(YamlValue::list).orElse(List.of());
      if (map.has("stages") && (items.isEmpty() || items.size() > MOST_STAGES)) {
        map.self().problem("a lifecycle has 1 to " + MOST_STAGES + " stages");
      }
      List<Stage> stages =
          items.stream()
              .flatMap(item -> item.map().stream())
              .map(stage -> stage(stage, moves))
              .toList();
      items.forEach(this::checkFrom);
      return new Lifecycle(name, stages, text);
    }
  }

  private Stage stage(YamlMap map, Set<Move> moves) {
    try (map) {
      String name = map.text("stage");
      if (!name.isEmpty() && !names.add(name)) {
        map.self().problem("a stage before is called '" + name + "' already");
      }
      return new Stage(
          name,
          new LinkedHashSet<>(map.required("on").map(YamlValue::texts).orElse(List.of())),
          map.optional("where")
              .flatMap(value -> Expressions.condition(value, Vocabulary.EVENT.customer()))
              .orElse(null),
          map.optional("moves").map(LifecycleReader::moves).orElse(moves),
          new LinkedHashSet<>(map.optional("from").map(YamlValue::texts).orElse(List.of())));
    }
  }

  /** Only after all stages are read is it known which there are. */
  private void checkFrom(YamlValue stage) {
    if (!stage.isMap()) {
      return;
    }
    for (YamlValue from :
        stage.map().orElseThrow().optional("from").map(YamlValue::oneOrMany).orElse(List.of())) {
      if (!names.contains(from.text())) {
        from.problem("unknown stage '" + from.text() + "'; there are " + String.join(", ", names));
      }
    }
  }

  private static Set<Move> moves(YamlValue value) {
    Set<Move> moves = EnumSet.noneOf(Move.class);
    value.oneOrMany().forEach(item -> moves.add(item.oneOf(Move.class)));
    return moves;
  }
}

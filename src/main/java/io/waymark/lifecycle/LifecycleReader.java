package io.waymark.lifecycle;

import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.lifecycle.Stage.Move;
import io.waymark.model.Problem;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Spelling;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

  /** Returns the lifecycle; empty when {@code problems} has any. */
  public static Optional<Lifecycle> read(String text, Problems problems) {
    Optional<Lifecycle> lifecycle =
        Yaml.read(text, problems).map(map -> new LifecycleReader().lifecycle(map, text));
    return problems.isEmpty() ? lifecycle : Optional.empty();
  }

  /** Returns the text of one of {@link #BUNDLED}; empty for another name. */
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

  /**
   * Returns all problems of a lifecycle that {@link #named} is to find; none when it can be used.
   *
   * @throws IOException if it is neither bundled nor a file that can be read; the message says so
   */
  public static List<Problem> problems(String name) throws IOException {
    String text = text(name);
    Problems problems = new Problems(name, text);
    read(text, problems);
    return problems.list();
  }

  /** Returns a bundled lifecycle or the one in a file, which must have no {@link #problems}. */
  public static Lifecycle named(String name) {
    try {
      String text = text(name);
      Problems problems = new Problems(name, text);
      return read(text, problems)
          .orElseThrow(
              () -> new IllegalArgumentException("lifecycle with problems: " + problems.list()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) throws IOException {
    Optional<String> bundled = bundled(name);
    if (bundled.isPresent()) {
      return bundled.get();
    }
    try {
      return Files.readString(Path.of(name));
    } catch (IOException | InvalidPathException e) {
      throw new IOException(
          "'"
              + name
              + "' is neither one of "
              + String.join(", ", BUNDLED)
              + " nor a file that can be read: "
              + e,
          e);
    }
  }

  private Lifecycle lifecycle(YamlMap map, String text) {
    try (map) {
      String name = map.required("lifecycle").map(LifecycleReader::name).orElse("");
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
      String name = map.required("stage").map(LifecycleReader::name).orElse("");
      if (!name.isEmpty() && !names.add(name)) {
        map.self().problem("an earlier stage is called '" + name + "' already");
      }
      return new Stage(
          name,
          some(map.required("on"), "touchpoint type"),
          map.optional("where")
              .flatMap(value -> Expressions.condition(value, Vocabulary.EVENT.customer()))
              .orElse(null),
          map.optional("moves").map(LifecycleReader::moves).orElse(moves),
          some(map.optional("from"), "stage"));
    }
  }

  private static String name(YamlValue value) {
    String name = value.text();
    if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]*")) {
      value.problem("a name is a lowercase letter, then lowercase letters, digits or '-'");
    }
    return name;
  }

  private static Set<String> some(Optional<YamlValue> texts, String what) {
    Set<String> some = new LinkedHashSet<>(texts.map(YamlValue::texts).orElse(List.of()));
    if (some.isEmpty()) {
      texts.ifPresent(value -> value.problem("name at least one " + what));
    }
    return some;
  }

  /**
   * Checks that the stages in {@code from} exist, which is known only after all stages are read.
   */
  private void checkFrom(YamlValue stage) {
    if (!stage.isMap()) {
      return;
    }
    for (YamlValue from :
        stage.map().orElseThrow().optional("from").map(YamlValue::oneOrMany).orElse(List.of())) {
      String name = from.text();
      if (!name.isEmpty() && !names.contains(name)) {
        from.problem("unknown stage '" + name + "'" + Spelling.hint(name, "there are", names));
      }
    }
  }

  private static Set<Move> moves(YamlValue value) {
    Set<Move> moves = EnumSet.noneOf(Move.class);
    value.oneOrMany().forEach(item -> moves.add(item.oneOf(Move.class)));
    if (moves.isEmpty()) {
      value.problem("name at least one move: forward, skip or back");
    }
    return moves;
  }
}

package io.waymark.lifecycle;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Scope;
import io.waymark.expression.Vocabulary;
import io.waymark.model.Problem;
import io.waymark.yaml.BundledTexts;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads segments and finds all their problems at once. */
public final class SegmentsReader {
  /** The number of named segments; {@code other} and {@code all} come on top. */
  static final int MOST_SEGMENTS = 16;

  private static final Set<String> RESERVED = Set.of(Segments.ALL, Segments.OTHER);

  private static final BundledTexts TEXTS = new BundledTexts("segments", List.of("default"));

  /** Stands for a condition with a problem. */
  private static final Expression NOBODY = Expressions.builtIn("false", Vocabulary.NONE);

  private final Set<String> names = new HashSet<>();
  private boolean isEverybodyTaken;

  private SegmentsReader() {}

  /** Returns the segments; empty when {@code problems} has any. */
  public static Optional<Segments> read(String text, Problems problems) {
    Optional<Segments> segments =
        Yaml.read(text, problems).map(map -> new SegmentsReader().segments(map, text));
    return problems.isEmpty() ? segments : Optional.empty();
  }

  /**
   * Returns all problems of segments that {@link #named} is to find; none when they can be used.
   *
   * @throws IOException if they are neither bundled nor a file that can be read; the message says
   *     so
   */
  public static List<Problem> problems(String name) throws IOException {
    return TEXTS.problems(name, SegmentsReader::read);
  }

  /** Returns bundled segments or those in a file, which must have no {@link #problems}. */
  public static Segments named(String name) {
    return TEXTS.read(name, SegmentsReader::read);
  }

  /** Returns the segments that hold where none are named. */
  public static Segments bundled() {
    return Bundled.SEGMENTS;
  }

  /** Reads them when they are first asked for. */
  private static final class Bundled {
    static final Segments SEGMENTS = named("default");
  }

  private Segments segments(YamlMap map, String text) {
    try (map) {
      List<YamlValue> items = map.required("segments").map(SegmentsReader::items).orElse(List.of());
      return new Segments(
          items.stream().flatMap(item -> item.map().stream()).map(this::segment).toList(), text);
    }
  }

  private static List<YamlValue> items(YamlValue segments) {
    List<YamlValue> items = segments.list();
    if (segments.isList() && (items.isEmpty() || items.size() > MOST_SEGMENTS)) {
      segments.problem(
          "there are 1 to "
              + MOST_SEGMENTS
              + " segments beside 'other' and 'all', and here are "
              + items.size());
    }
    return items;
  }

  private Segment segment(YamlMap map) {
    try (map) {
      if (isEverybodyTaken) {
        map.self()
            .problem("no customer comes here: a segment before this one takes every customer");
      }
      String name = map.required("segment").map(this::name).orElse("");
      String title = map.optional("title").map(YamlValue::text).orElse(name);
      Expression where =
          map.required("where")
              .flatMap(value -> Expressions.condition(value, Vocabulary.CUSTOMER))
              .orElse(NOBODY);
      isEverybodyTaken |= where.names().isEmpty() && where.test(Scope.NONE);
      return new Segment(name, title, where);
    }
  }

  private String name(YamlValue value) {
    String name = LifecycleReader.name(value);
    if (RESERVED.contains(name)) {
      value.problem(
          name.equals(Segments.ALL)
              ? "'all' is the sum of all segments; choose another name"
              : "'other' holds the customers whom no segment takes; choose another name");
    } else if (!name.isEmpty() && !names.add(name)) {
      value.problem("an earlier segment is called '" + name + "' already");
    }
    return name;
  }
}

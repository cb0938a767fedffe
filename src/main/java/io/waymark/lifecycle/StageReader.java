package io.waymark.lifecycle;

import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.lifecycle.Stage.Move;
import io.waymark.yaml.Spelling;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the stages of one lifecycle; one use per lifecycle, as it collects their names. */
final class StageReader {
  private static final long LEAST_LOST = Duration.ofHours(1).toMillis();
  private static final long MOST_LOST = Duration.ofDays(365).toMillis();

  private final Set<String> names = new LinkedHashSet<>();
  private final Set<Move> movesOfAll;

  /** Reads stages that are entered by {@code movesOfAll} unless one says otherwise. */
  StageReader(Set<Move> movesOfAll) {
    this.movesOfAll = movesOfAll;
  }

  Stage read(YamlMap map) {
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
          map.optional("moves").map(StageReader::moves).orElse(movesOfAll),
          some(map.optional("from"), "stage"),
          map.optional("lost")
              .map(value -> value.durationMillis(LEAST_LOST, MOST_LOST))
              .orElse(Stage.DEFAULT_LOST_MILLIS),
          map.optional("plan").flatMap(YamlValue::map).map(PlanReader::read).orElse(Plan.NONE));
    }
  }

  /**
   * Checks that the stages in {@code from} exist, which is known only after all stages are read.
   */
  void checkFrom(YamlValue stage) {
    if (!stage.isMap()) {
      return;
    }
    stage
        .map()
        .flatMap(map -> map.optional("from"))
        .map(YamlValue::oneOrMany)
        .orElse(List.of())
        .forEach(this::known);
  }

  /** Returns the name of a stage that was read; a name that none has is a problem. */
  String known(YamlValue value) {
    String name = value.text();
    if (!name.isEmpty() && !names.contains(name)) {
      value.problem("unknown stage '" + name + "'" + Spelling.hint(name, "there are", names));
    }
    return name;
  }

  static Set<Move> moves(YamlValue value) {
    Set<Move> moves = EnumSet.noneOf(Move.class);
    value.oneOrMany().forEach(item -> moves.add(item.oneOf(Move.class)));
    if (moves.isEmpty()) {
      value.problem("name at least one move: forward, skip or back");
    }
    return moves;
  }

  /** Returns one text or several; none where the key is not there. */
  static Set<String> some(Optional<YamlValue> texts, String what) {
    Set<String> some = new LinkedHashSet<>(texts.map(YamlValue::texts).orElse(List.of()));
    if (some.isEmpty()) {
      texts.ifPresent(value -> value.problem("name at least one " + what));
    }
    return some;
  }
}

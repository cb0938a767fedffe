package io.waymark.rule;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.yaml.YamlMap;
import java.time.Duration;

/** Reads {@code goal} of a rule. */
final class GoalReader {
  /** No span is longer: a customer keeps what is awaited until its end. */
  private static final long LONGEST = Duration.ofDays(90).toMillis();

  private GoalReader() {}

  /** Returns what the map says; its problems are noted where it lies. */
  static Goal read(YamlMap map) {
    try (map) {
      Types types = map.required("on").map(TypesReader::read).orElse(Types.of());
      Expression where =
          map.optional("where")
              .flatMap(value -> Expressions.condition(value, Vocabulary.EVENT))
              .orElse(null);
      long within =
          map.required("within").map(value -> value.durationMillis(1, LONGEST)).orElse(1L);
      return Goal.of(types, where, within);
    }
  }
}

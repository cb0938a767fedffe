package io.waymark.intake;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.intake.Mapping.Emission;
import io.waymark.intake.Mapping.Properties;
import io.waymark.intake.Mapping.Sentiment;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the touchpoints that a record becomes: the one that the mapping describes, or each of its
 * {@code emit}, for which the mapping's own keys are the default.
 */
final class EmissionReader {
  private static final Expression NOTHING = Expressions.builtIn("''", Vocabulary.RECORD);

  private final YamlMap mapping;
  private final Optional<YamlValue> emit;
  private final Expression id;
  private final @Nullable Expression type;
  private final @Nullable Expression channel;
  private final @Nullable MappedTime time;
  private final Sentiment sentiment;
  private final List<Properties> properties;

  private EmissionReader(YamlMap mapping) {
    this.mapping = mapping;
    this.emit = mapping.optional("emit");
    this.id = mapping.required("id").flatMap(EmissionReader::expression).orElse(NOTHING);
    this.type = optional(mapping, "type", EmissionReader::expression);
    this.channel = optional(mapping, "channel", EmissionReader::expression);
    this.time = optional(mapping, "time", value -> Optional.of(TimeReader.read(value)));
    this.sentiment = sentiment(mapping).orElse(Sentiment.NONE);
    this.properties = properties(mapping);
  }

  static List<Emission> read(YamlMap mapping) {
    EmissionReader reader = new EmissionReader(mapping);
    return reader.emit.map(reader::all).orElseGet(() -> List.of(reader.only()));
  }

  private Emission only() {
    return new Emission(
        null,
        id,
        false,
        orMissing(mapping, "type", type, NOTHING),
        channel,
        orMissing(mapping, "time", time, new MappedTime(NOTHING)),
        sentiment,
        properties);
  }

  private List<Emission> all(YamlValue list) {
    if (list.isList() && list.list().isEmpty()) {
      list.problem("name at least one touchpoint, or leave 'emit' out");
    }
    return list.list().stream().flatMap(each -> each.map().stream()).map(this::one).toList();
  }

  private Emission one(YamlMap each) {
    try (each) {
      Expression own = optional(each, "id", EmissionReader::expression);
      Expression ownType = optional(each, "type", EmissionReader::expression);
      Expression ownChannel = optional(each, "channel", EmissionReader::expression);
      MappedTime ownTime = optional(each, "time", value -> Optional.of(TimeReader.read(value)));
      List<Properties> all = new ArrayList<>(properties);
      all.addAll(properties(each));
      return new Emission(
          each.optional("when")
              .flatMap(value -> Expressions.condition(value, Vocabulary.RECORD))
              .orElse(null),
          own == null ? id : own,
          own == null,
          orMissing(each, "type", ownType == null ? type : ownType, NOTHING),
          ownChannel == null ? channel : ownChannel,
          orMissing(each, "time", ownTime == null ? time : ownTime, new MappedTime(NOTHING)),
          sentiment(each).orElse(sentiment),
          all);
    }
  }

  private static <T> T orMissing(YamlMap map, String key, @Nullable T value, T nothing) {
    if (value == null && !map.has(key)) {
      map.self().problem("'" + key + "' is missing");
    }
    return value == null ? nothing : value;
  }

  private static <T> @Nullable T optional(
      YamlMap map, String key, Function<YamlValue, Optional<T>> read) {
    return map.optional(key).flatMap(read).orElse(null);
  }

  private static Optional<Sentiment> sentiment(YamlMap map) {
    return map.optional("sentiment").map(EmissionReader::sentiment);
  }

  private static Sentiment sentiment(YamlValue value) {
    if (!value.isMap()) {
      return new Sentiment(number(Optional.of(value)), null);
    }
    YamlMap map = value.map().orElseThrow();
    try (map) {
      if (!map.has("measured") && !map.has("inferred")) {
        map.self().problem("a sentiment is 'measured', 'inferred' or both");
      }
      return new Sentiment(number(map.optional("measured")), number(map.optional("inferred")));
    }
  }

  private static @Nullable Expression number(Optional<YamlValue> value) {
    return value.flatMap(text -> Expressions.number(text, Vocabulary.RECORD)).orElse(null);
  }

  private static List<Properties> properties(YamlMap map) {
    return map.optional("properties").map(YamlValue::oneOrMany).orElse(List.of()).stream()
        .flatMap(EmissionReader::properties)
        .toList();
  }

  private static Stream<Properties> properties(YamlValue value) {
    if (!value.isMap()) {
      return Stream.of(new Properties.Whole(expression(value).orElse(NOTHING)));
    }
    return value.map().orElseThrow().all().entrySet().stream()
        .flatMap(entry -> property(entry.getKey(), entry.getValue()).stream());
  }

  private static Optional<Properties> property(String name, YamlValue value) {
    return expression(value).map(expression -> new Properties.One(name, expression));
  }

  private static Optional<Expression> expression(YamlValue value) {
    return Expressions.expression(value, Vocabulary.RECORD);
  }
}

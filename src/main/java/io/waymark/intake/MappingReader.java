package io.waymark.intake;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.intake.Mapping.Properties;
import io.waymark.intake.Mapping.Sentiment;
import io.waymark.intake.Mapping.Time;
import io.waymark.yaml.Problems;
import io.waymark.yaml.Yaml;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a mapping and finds all its problems at once. */
final class MappingReader {
  private static final Expression NOTHING = Expressions.builtIn("''", Vocabulary.RECORD);

  private MappingReader() {}

  /** Returns the mapping; empty when {@code problems} has any. */
  static Optional<Mapping> read(String text, Problems problems) {
    Optional<Mapping> mapping = Yaml.read(text, problems).map(MappingReader::mapping);
    return problems.isEmpty() ? mapping : Optional.empty();
  }

  private static Mapping mapping(YamlMap map) {
    try (map) {
      return new Mapping(
          map.text("mapping"),
          format(map),
          condition(map, "skip"),
          condition(map, "require"),
          required(map, "id"),
          customer(map),
          optional(map, "anonymous"),
          required(map, "type"),
          optional(map, "channel"),
          map.required("time")
              .map(MappingReader::time)
              .orElse(new Time(NOTHING, null, ZoneOffset.UTC)),
          map.optional("sentiment").map(MappingReader::sentiment).orElse(Sentiment.NONE),
          map.optional("properties").map(YamlValue::oneOrMany).orElse(List.of()).stream()
              .flatMap(MappingReader::properties)
              .toList());
    }
  }

  private enum Format {
    JSON,
    CSV
  }

  private static RecordFormat format(YamlMap map) {
    Format format =
        map.required("format").map(value -> value.oneOf(Format.class)).orElse(Format.JSON);
    Optional<YamlValue> csv = map.optional("csv");
    if (format == Format.JSON) {
      csv.ifPresent(value -> value.problem("'csv' goes with 'format: csv'"));
      return new JsonFormat();
    }
    return csv.flatMap(YamlValue::map)
        .map(MappingReader::csv)
        .orElse(CsvFormat.of(',', List.of(), CsvCharset.UTF_8));
  }

  private static CsvFormat csv(YamlMap map) {
    try (map) {
      char separator = map.optional("separator").map(MappingReader::separator).orElse(',');
      return CsvFormat.of(
          separator,
          map.optional("columns").map(YamlValue::texts).orElse(List.of()),
          map.optional("charset").map(MappingReader::charset).orElse(CsvCharset.UTF_8));
    }
  }

  private static CsvCharset charset(YamlValue value) {
    Optional<CsvCharset> charset = CsvCharset.named(value.anyText());
    if (charset.isEmpty()) {
      value.problem(
          "no charset that CSV can be read in; such as UTF-8, windows-1252 or ISO-8859-1 (UTF-16:"
              + " convert the source to UTF-8)");
    }
    return charset.orElse(CsvCharset.UTF_8);
  }

  private static char separator(YamlValue value) {
    String text = value.anyText();
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      value.problem("the separator is one character, such as ',', ';' or \"\\t\"");
      return ',';
    }
    return text.charAt(0);
  }

  private static @Nullable Expression customer(YamlMap map) {
    if (!map.has("customer") && !map.has("anonymous")) {
      map.self().problem("'customer' or 'anonymous' is missing");
    }
    return optional(map, "customer");
  }

  private static Time time(YamlValue value) {
    if (!value.isMap()) {
      return new Time(expression(value).orElse(NOTHING), null, ZoneOffset.UTC);
    }
    YamlMap map = value.map().orElseThrow();
    try (map) {
      return new Time(
          required(map, "value"),
          map.required("pattern").map(MappingReader::pattern).orElse(null),
          zone(map));
    }
  }

  private static @Nullable DateTimeFormatter pattern(YamlValue value) {
    try {
      return DateTimeFormatter.ofPattern(value.text(), Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      value.problem(
          "no pattern for dates and times: " + e.getMessage() + "; such as yyyy-MM-dd HH:mm:ss");
      return null;
    }
  }

  /**
   * Returns the zone of a time; a pattern that reads the offset or zone from the record needs no
   * other.
   */
  private static ZoneId zone(YamlMap time) {
    String letters =
        time.optional("pattern").map(YamlValue::anyText).orElse("").replaceAll("'[^']*'", "");
    return (letters.matches(".*[VvzOXxZ].*") ? time.optional("zone") : time.required("zone"))
        .map(MappingReader::zone)
        .orElse(ZoneOffset.UTC);
  }

  private static ZoneId zone(YamlValue value) {
    try {
      return ZoneId.of(value.text());
    } catch (DateTimeException e) {
      value.problem("unknown time zone; such as UTC, Europe/Berlin or +02:00");
      return ZoneOffset.UTC;
    }
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

  private static Expression required(YamlMap map, String key) {
    return map.required(key).flatMap(MappingReader::expression).orElse(NOTHING);
  }

  private static @Nullable Expression optional(YamlMap map, String key) {
    return map.optional(key).flatMap(MappingReader::expression).orElse(null);
  }

  private static @Nullable Expression condition(YamlMap map, String key) {
    return map.optional(key)
        .flatMap(value -> Expressions.condition(value, Vocabulary.RECORD))
        .orElse(null);
  }

  private static Optional<Expression> expression(YamlValue value) {
    return Expressions.expression(value, Vocabulary.RECORD);
  }
}

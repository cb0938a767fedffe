package io.waymark.intake;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.intake.LocalTimes.Overlap;
import io.waymark.intake.TimePattern.UnusableException;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how a mapping finds the time, and checks its pattern. */
final class TimeReader {
  private static final Expression NOTHING = Expressions.builtIn("''", Vocabulary.RECORD);

  /** The languages whose names of months are known. */
  private static final Set<String> LANGUAGES =
      Arrays.stream(Locale.getAvailableLocales())
          .map(Locale::getLanguage)
          .filter(language -> !language.isEmpty())
          .collect(Collectors.toUnmodifiableSet());

  private TimeReader() {}

  static MappedTime read(YamlValue value) {
    if (!value.isMap()) {
      return new MappedTime(expression(value));
    }
    YamlMap map = value.map().orElseThrow();
    try (map) {
      Locale language = map.optional("language").map(TimeReader::language).orElse(Locale.ENGLISH);
      return new MappedTime(
          map.required("value").map(TimeReader::expression).orElse(NOTHING),
          map.required("pattern").map(pattern -> pattern(pattern, language)).orElse(null),
          zone(map),
          map.optional("overlap")
              .map(choice -> choice.oneOf(Overlap.class))
              .orElse(Overlap.EARLIER));
    }
  }

  private static Expression expression(YamlValue value) {
    return Expressions.expression(value, Vocabulary.RECORD).orElse(NOTHING);
  }

  private static @Nullable TimePattern pattern(YamlValue value, Locale language) {
    String text = value.scalar();
    if (text.isEmpty()) {
      return null;
    }
    try {
      return TimePattern.of(text, language);
    } catch (UnusableException e) {
      value.problem("no pattern for dates and times: " + e.getMessage());
      return null;
    }
  }

  private static Locale language(YamlValue value) {
    Locale language = Locale.forLanguageTag(value.text().replace('_', '-'));
    if (!LANGUAGES.contains(language.getLanguage())) {
      value.problem("unknown language; such as en, de, fr or pt-BR");
      return Locale.ENGLISH;
    }
    return language;
  }

  /**
   * Returns the zone of a time; a pattern that reads the offset or zone from the record needs no
   * other.
   */
  private static ZoneId zone(YamlMap time) {
    String pattern = time.optional("pattern").map(YamlValue::anyText).orElse("");
    boolean isWritten = PatternLetters.of(pattern).has("VvzOXxZ");
    return (isWritten ? time.optional("zone") : time.required("zone"))
        .map(TimeReader::zone)
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
}

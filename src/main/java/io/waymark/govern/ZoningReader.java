package io.waymark.govern;

import io.waymark.expression.Expression;
import io.waymark.expression.Expressions;
import io.waymark.expression.Vocabulary;
import io.waymark.govern.Zoning.Missing;
import io.waymark.yaml.Spelling;
import io.waymark.yaml.YamlMap;
import io.waymark.yaml.YamlValue;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads {@code zone} of a policy. Of the names that Java knows, only those of the IANA database are
 * taken: an offset such as {@code +02:00} would be wrong for half of the year in most places.
 */
final class ZoningReader {
  private static final String WITHHOLD = "withhold";
  private static final String ALLOW = "allow";

  private ZoningReader() {}

  static Zoning read(YamlMap map) {
    try (map) {
      Optional<YamlValue> from = map.optional("from");
      Optional<YamlValue> value = map.required("missing");
      String text = value.map(YamlValue::text).orElse("");
      if (from.isEmpty() && (text.equals(WITHHOLD) || text.equals(ALLOW))) {
        map.self()
            .problem(
                "without 'from' no customer has a zone; add it, or name the zone of all in"
                    + " 'missing'");
      }
      return new Zoning(
          from.flatMap(ZoningReader::from).orElse(null),
          value.map(each -> missing(each, text)).orElse(new Missing.Withhold()));
    }
  }

  private static Optional<Expression> from(YamlValue value) {
    String text = value.scalar();
    boolean isZone = isKnown(text);
    Optional<Expression> from =
        isZone || text.isEmpty() ? Optional.empty() : Expressions.text(value, Vocabulary.CUSTOMER);
    if (isZone || from.filter(expression -> expression.names().isEmpty()).isPresent()) {
      value.problem(
          "'from' is where a customer's own zone is found, such as customer.traits.timezone; write"
              + " a zone that is the same for all in 'missing'");
      return Optional.empty();
    }
    return from;
  }

  private static Missing missing(YamlValue value, String text) {
    if (text.equals(ALLOW)) {
      return new Missing.Allow();
    }
    if (isKnown(text)) {
      return new Missing.Default(ZoneId.of(text));
    }
    if (!text.isEmpty() && !text.equals(WITHHOLD)) {
      value.problem(
          text.matches("(Z|UTC|GMT|UT)?[+-]?\\d.*")
              ? "an offset such as '"
                  + text
                  + "' knows no summer time; name a zone such as Europe/Berlin"
              : "there is no zone '" + text + "'" + hint(text));
    }
    return new Missing.Withhold();
  }

  private static boolean isKnown(String zone) {
    return ZoneId.getAvailableZoneIds().contains(zone);
  }

  private static String hint(String text) {
    List<String> known = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    String city = "/" + text.toLowerCase(Locale.ROOT).replace(' ', '_');
    Optional<String> inCity =
        known.stream().filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(city)).findFirst();
    known.add(WITHHOLD);
    known.add(ALLOW);
    return inCity
        .or(() -> Spelling.nearest(text, known))
        .map(meant -> "; did you mean '" + meant + "'?")
        .orElse("; name one such as Europe/Berlin, or write withhold or allow");
  }
}

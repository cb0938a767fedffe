package io.waymark.intake;

import io.waymark.expression.EvaluationException;
import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.intake.Mapping.Properties;
import io.waymark.intake.Mapping.Time;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Touchpoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes touchpoints as a mapping describes them. */
final class MappedShaper implements Shaper {
  private final Mapping mapping;

  MappedShaper(Mapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public Optional<Touchpoint> shape(Map<String, Object> record) throws RefusedException {
    Scope scope = name -> record;
    if (mapping.skip() != null && holds("skip", mapping.skip(), scope)) {
      return Optional.empty();
    }
    if (mapping.require() != null && !holds("require", mapping.require(), scope)) {
      throw new RefusedException(
          Reason.REQUIRED, "the mapping requires " + mapping.require().text());
    }
    Double measured = sentiment(mapping.sentiment().measured(), scope);
    Double inferred = measured == null ? sentiment(mapping.sentiment().inferred(), scope) : null;
    return Optional.of(
        TouchpointFields.touchpoint(
            text("id", mapping.id(), scope),
            text("customer", mapping.customer(), scope),
            text("anonymous", mapping.anonymous(), scope),
            text("type", mapping.type(), scope),
            text("channel", mapping.channel(), scope),
            time(mapping.time(), scope),
            measured == null ? inferred : measured,
            measured == null,
            properties(scope)));
  }

  private static @Nullable Double sentiment(@Nullable Expression expression, Scope scope)
      throws RefusedException {
    return TouchpointFields.sentiment(value("sentiment", expression, scope));
  }

  private static @Nullable String text(String field, @Nullable Expression expression, Scope scope)
      throws RefusedException {
    return TouchpointFields.text(field, value(field, expression, scope));
  }

  private static @Nullable Object value(String field, @Nullable Expression expression, Scope scope)
      throws RefusedException {
    if (expression == null) {
      return null;
    }
    try {
      return expression.evaluateOrFail(scope);
    } catch (EvaluationException e) {
      throw failed(field, expression, e);
    }
  }

  private static boolean holds(String key, Expression condition, Scope scope)
      throws RefusedException {
    try {
      return condition.testOrFail(scope);
    } catch (EvaluationException e) {
      throw failed(key, condition, e);
    }
  }

  private static RefusedException failed(String key, Expression expression, EvaluationException e) {
    return new RefusedException(
        Reason.MAPPING, key + ": " + expression.text() + " fails: " + e.getMessage());
  }

  private static @Nullable Long time(Time time, Scope scope) throws RefusedException {
    Object value = value("time", time.value(), scope);
    DateTimeFormatter pattern = time.pattern();
    if (pattern == null || !(value instanceof String text) || text.isEmpty()) {
      return TouchpointFields.time(value);
    }
    try {
      TemporalAccessor parsed =
          pattern.parseBest(
              text,
              ZonedDateTime::from,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      return TouchpointFields.millis(instant(parsed, time));
    } catch (DateTimeException e) {
      throw new RefusedException(
          Reason.MAPPING,
          "time is " + TouchpointFields.shown(text) + ", which does not fit the mapping's pattern");
    }
  }

  private static Instant instant(TemporalAccessor parsed, Time time) {
    if (parsed instanceof LocalDateTime local) {
      return local.atZone(time.zone()).toInstant();
    }
    return parsed instanceof LocalDate date
        ? date.atStartOfDay(time.zone()).toInstant()
        : Instant.from(parsed);
  }

  private Map<String, Object> properties(Scope scope) throws RefusedException {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Properties part : mapping.properties()) {
      if (part instanceof Properties.Whole whole) {
        all.putAll(TouchpointFields.properties(value("properties", whole.map(), scope)));
      } else if (part instanceof Properties.One one) {
        Object value = value("properties." + one.name(), one.value(), scope);
        if (value != null && !value.equals("")) {
          all.put(one.name(), value);
        }
      }
    }
    return all;
  }
}

package io.waymark.intake;

import io.waymark.expression.Expression;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A description of how raw records of a source become touchpoints. Made by {@link MappingReader};
 * all expressions are over {@code record}.
 *
 * @param skip inputs that are no touchpoints
 * @param require what holds for all others
 * @param properties parts that are merged in this order
 */
record Mapping(
    String name,
    RecordFormat format,
    @Nullable Expression skip,
    @Nullable Expression require,
    Expression id,
    @Nullable Expression customer,
    @Nullable Expression anonymous,
    Expression type,
    @Nullable Expression channel,
    Time time,
    Sentiment sentiment,
    List<Properties> properties) {

  Mapping {
    properties = List.copyOf(properties);
  }

  /**
   * The sentiment of a touchpoint: the one that was measured, or else the one that was inferred.
   *
   * @param measured null for none
   * @param inferred null for none
   */
  record Sentiment(@Nullable Expression measured, @Nullable Expression inferred) {
    static final Sentiment NONE = new Sentiment(null, null);
  }

  /**
   * The time of a touchpoint.
   *
   * @param pattern null for ISO-8601 with an offset, or milliseconds since 1970
   * @param zone of times whose pattern has none
   */
  record Time(Expression value, @Nullable DateTimeFormatter pattern, ZoneId zone) {}

  /** A part of the properties. */
  sealed interface Properties {
    /** All entries of a map of the record. */
    record Whole(Expression map) implements Properties {}

    /** A single property. */
    record One(String name, Expression value) implements Properties {}
  }
}

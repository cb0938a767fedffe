package io.waymark.intake;

import io.waymark.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A description of how raw records of a source become touchpoints. Made by {@link MappingReader};
 * all expressions are over {@code record}.
 *
 * @param numbers fields that hold numbers in another form
 * @param skip inputs that are no touchpoints
 * @param require what holds for all others
 * @param nobody the texts that stand for no id
 * @param emissions the touchpoints that a record may become, at least one
 */
record Mapping(
    String name,
    RecordFormat format,
    NumberFields numbers,
    @Nullable Expression skip,
    @Nullable Expression require,
    @Nullable Expression customer,
    @Nullable Expression anonymous,
    Nobody nobody,
    List<Emission> emissions) {

  Mapping {
    emissions = List.copyOf(emissions);
  }

  /**
   * A touchpoint that a record becomes.
   *
   * @param when holds for the records that become one; null for all
   * @param addsType whether the id is the record's, followed by a colon and the type
   * @param properties parts that are merged in this order
   */
  record Emission(
      @Nullable Expression when,
      Expression id,
      boolean addsType,
      Expression type,
      @Nullable Expression channel,
      MappedTime time,
      Sentiment sentiment,
      List<Properties> properties) {
    Emission {
      properties = List.copyOf(properties);
    }
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

  /** A part of the properties. */
  sealed interface Properties {
    /** All entries of a map of the record. */
    record Whole(Expression map) implements Properties {}

    /** A single property. */
    record One(String name, Expression value) implements Properties {}
  }
}

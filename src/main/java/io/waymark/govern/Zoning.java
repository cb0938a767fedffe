package io.waymark.govern;

import io.waymark.expression.Expression;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The place where the time zone of a customer is found; {@code zone} in YAML.
 *
 * @param from the name of the zone, over {@code customer.*}; null where no customer has one of
 *     their own
 * @param missing the fate of a match whose customer has no zone
 */
public record Zoning(@Nullable Expression from, Missing missing) {
  /** Knows no zone: a gate that needs one lets pass. */
  public static final Zoning UNKNOWN = new Zoning(null, new Missing.Allow());

  /** The fate of a match where a gate needs a zone and the customer has none. */
  public sealed interface Missing {
    /** The zone stands for that of the customer, and decisions say so. */
    record Default(ZoneId zone) implements Missing {}

    /** The gate withholds. */
    record Withhold() implements Missing {}

    /** The gate lets pass. */
    record Allow() implements Missing {}
  }
}

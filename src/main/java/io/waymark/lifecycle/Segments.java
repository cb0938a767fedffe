package io.waymark.lifecycle;

import io.waymark.expression.Scope;
import io.waymark.model.MapRecord;
import java.util.List;

/**
 * The segments of a business, in order. Every customer is in exactly one of them, or in {@link
 * #OTHER}, so that the counts of all of these add up to those of {@link #ALL}.
 *
 * @param named names are unique
 * @param text as its author wrote it
 */
public record Segments(List<Segment> named, String text) {
  /** The segment of the customers whom no named one takes. */
  public static final String OTHER = "other";

  /** The name under which all segments are added up. */
  public static final String ALL = MapRecord.EVERYBODY;

  public Segments {
    named = List.copyOf(named);
  }

  /**
   * Returns the name of the first segment whose condition holds, else {@link #OTHER}. A condition
   * that cannot be evaluated does not hold; the limits of the scope count it.
   *
   * @param customer {@code customer.*}
   */
  public String assign(Scope customer) {
    for (Segment segment : named) {
      if (segment.where().test(customer)) {
        return segment.name();
      }
    }
    return OTHER;
  }
}

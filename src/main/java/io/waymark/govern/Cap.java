package io.waymark.govern;

/**
 * A limit on the number of triggers that go out to one customer in a span of time.
 *
 * @param most how many may go out in the span, 1 or more
 * @param of the triggers that are counted, and to which the cap applies
 */
public record Cap(int most, Span span, Selector of) {
  /** The time in which triggers are counted. */
  public sealed interface Span {
    /** The time that ends now: from {@code millis} ago, exclusive, to now. */
    record Rolling(long millis) implements Span {}

    /** The calendar's unit, in the customer's zone, in which the match lies. */
    enum Calendar implements Span {
      DAY,
      /** The week begins on Monday. */
      WEEK,
      MONTH
    }
  }
}

package io.waymark.customer;

import io.waymark.expression.Limits;
import io.waymark.journey.Cartographer;
import io.waymark.lifecycle.SegmentFinder;
import io.waymark.model.Touchpoint;
import org.jspecify.annotations.Nullable;

/** Draws the journey map: adds to the cartographer what it has to know of a customer. */
public final class JourneyDrawing {
  /**
   * The event time at the end of a finite input, which tells nothing of time. Deadlines until then
   * are for rules only: the map is true at its last touchpoint.
   */
  public static final long END_OF_INPUT = Long.MAX_VALUE;

  private final Cartographer cartographer;
  private final SegmentFinder segments;

  JourneyDrawing(Cartographer cartographer, SegmentFinder segments) {
    this.cartographer = cartographer;
    this.segments = segments;
  }

  void apply(Customer customer, Touchpoint touchpoint, Limits limits) {
    cartographer.apply(
        customer.ledger,
        customer.stage,
        touchpoint,
        () -> segments.find(customer.scope().within(limits)));
  }

  /** Returns the segment in which the customer is counted; null before the first stage. */
  @Nullable String segment(Customer customer) {
    String segment = customer.ledger.segment();
    return segment.isEmpty() ? null : segment;
  }

  void passDeadline(Customer customer, long toMillis) {
    if (toMillis != END_OF_INPUT) {
      cartographer.passDeadline(customer.ledger, toMillis);
    }
  }

  /** Returns when the customer is lost if no touchpoint comes. */
  long deadlineMillis(Customer customer) {
    return cartographer.lostMillis(customer.ledger);
  }
}

package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * A touchpoint as it was applied to its customer. Those of one customer, in their order and without
 * duplicates, are the customer's history.
 *
 * @param touchpoint as it came, or the one that a customer meets who enters a stage
 * @param stage the customer's stage at the touchpoint; the cause of a transition is in the stage
 *     that it lets the customer enter. Null for a customer without a stage
 * @param segment the segment in which the map counts the customer from this touchpoint on; null
 *     before the customer's first stage, and where no map is drawn
 * @param isStageEntered whether Waymark made the touchpoint, of type {@link
 *     Touchpoint#STAGE_ENTERED}, right after its cause
 */
public record Applied(
    Touchpoint touchpoint, @Nullable String stage, @Nullable String segment, boolean isStageEntered)
    implements Outgoing {
  public String customer() {
    return touchpoint.customer();
  }

  /** Returns the event time. */
  @Override
  public long eventMillis() {
    return touchpoint.timeMillis();
  }
}

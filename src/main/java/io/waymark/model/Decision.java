package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a match: sent, or withheld with the gate that withheld it.
 *
 * @param id the id that the trigger has, or would have had
 * @param version of the rule that matched
 * @param stage the customer's stage at the match
 * @param correlation the value that the rule correlates by, where it does
 * @param timeMillis the time of the match
 * @param withheldBy null when the trigger was sent
 * @param why the match in one sentence, for a person
 */
public record Decision(
    String id,
    String rule,
    String version,
    Signal signal,
    String customer,
    @Nullable String stage,
    @Nullable String correlation,
    long timeMillis,
    @Nullable Gate withheldBy,
    String why)
    implements Outgoing {
  @Override
  public long eventMillis() {
    return timeMillis;
  }

  public boolean isSent() {
    return withheldBy == null;
  }
}

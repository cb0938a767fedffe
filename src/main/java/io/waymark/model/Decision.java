package io.waymark.model;

import io.waymark.model.Trigger.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a match: its trigger was sent, or a gate withheld or held it. A match that is held
 * has a second decision when the hold ends.
 *
 * @param id the id that the trigger has, or would have had
 * @param version of the rule that matched
 * @param policy the version of the policy in force; null where there is none
 * @param stage the customer's stage at the match
 * @param correlation the value that the rule correlates by, where it does
 * @param timeMillis the time of the decision: that of the match, or when what was held is decided
 * @param gate the gate that withholds or holds it; null when the trigger was sent
 * @param numbers what the gate went by, in words; null where it has nothing to say
 * @param untilMillis how long it is held at most
 * @param heldSinceMillis the time of the match where it was held until now; null otherwise
 * @param why the match in one sentence, for a person
 * @param touchpoints those that made the match, in order of time
 */
public record Decision(
    String id,
    String rule,
    String version,
    @Nullable String policy,
    Signal signal,
    String customer,
    @Nullable String stage,
    @Nullable String correlation,
    long timeMillis,
    Outcome outcome,
    @Nullable Gate gate,
    @Nullable String numbers,
    @Nullable Long untilMillis,
    @Nullable Long heldSinceMillis,
    String why,
    List<Evidence> touchpoints)
    implements Outgoing {

  public Decision {
    touchpoints = List.copyOf(touchpoints);
  }

  /** The fate of a match's trigger. */
  public enum Outcome {
    SENT,
    WITHHELD,
    HELD
  }

  @Override
  public long eventMillis() {
    return timeMillis;
  }

  public boolean isSent() {
    return outcome == Outcome.SENT;
  }

  /** Returns whether another decision about the same match follows. */
  public boolean isHeld() {
    return outcome == Outcome.HELD;
  }

  /** Returns whether an earlier decision said that the match is held. */
  public boolean endsHold() {
    return heldSinceMillis != null;
  }
}

package io.waymark.govern;

import io.waymark.model.Decision;
import io.waymark.model.Gate;
import org.jspecify.annotations.Nullable;

/** Tells from a decision what was true when it was made. */
public final class Hindsight {
  private Hindsight() {}

  /**
   * Returns whether a match was withheld for a reason that no policy has to do with: the rule was
   * paused, it was not for the customer, or the trigger had expired before it was decided.
   */
  public static boolean isOfNoPolicy(Decision decision) {
    Gate gate = decision.gate();
    String numbers = decision.numbers();
    return gate == Gate.PAUSED
        || gate == Gate.WHO
        || (gate == Gate.EXPIRY && numbers != null && numbers.startsWith(Gates.EXPIRED));
  }

  /**
   * Returns whether the customer had consented to the purpose of a policy.
   *
   * @param policy under which the decision was made
   * @return null where the decision does not show it
   */
  public static @Nullable Boolean consented(Policy policy, Labels labels, Decision decision) {
    Consent consent = policy.consent();
    Gate gate = decision.gate();
    if (consent == null || consent.except().chooses(labels)) {
      return null;
    }
    if (gate == Gate.CONSENT) {
      String numbers = decision.numbers();
      boolean wasRefused = numbers != null && numbers.startsWith(Gates.REFUSED);
      return wasRefused ? Boolean.FALSE : null;
    }
    boolean hasPassed = gate == null || gate.compareTo(Gate.CONSENT) > 0;
    boolean hasConsented = hasPassed && !consent.allowsUnknown();
    return hasConsented ? Boolean.TRUE : null;
  }
}

package io.waymark.govern;

import io.waymark.model.Gate;
import io.waymark.rule.Rule;
import io.waymark.rule.Who;
import java.util.Optional;

/** Asks the gates in the order of {@link Gate}. */
public final class Gates {
  private Gates() {}

  /**
   * Returns the first gate that withholds the trigger of a match; empty when it may go out.
   *
   * @param rule the version that matched
   * @param idDigest of the rule's id
   * @param status of the rule's current version, which may be another than the one that matched
   * @param matchMillis the time of the match
   */
  public static Optional<Gate> withholding(
      Rule rule, long idDigest, Rule.Status status, Recipient recipient, long matchMillis) {
    if (!isFor(rule.who(), recipient)) {
      return Optional.of(Gate.WHO);
    }
    return switch (status) {
      case DRAFT, SHADOW -> Optional.of(Gate.SHADOW);
      case PAUSED -> Optional.of(Gate.PAUSED);
      case LIVE ->
          recipient.cooldowns().isCooling(idDigest, rule, matchMillis)
              ? Optional.of(Gate.COOLDOWN)
              : Optional.empty();
    };
  }

  private static boolean isFor(Who who, Recipient recipient) {
    String stage = recipient.stage();
    boolean inStage = who.stages().isEmpty() || (stage != null && who.stages().contains(stage));
    return inStage && (who.where() == null || who.where().test(recipient.scope()));
  }
}

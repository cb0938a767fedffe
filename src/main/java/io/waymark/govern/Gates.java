package io.waymark.govern;

import io.waymark.expression.Scope;
import io.waymark.model.Gate;
import io.waymark.rule.Rule;
import io.waymark.rule.Who;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the gates in their order. */
public final class Gates {
  private Gates() {}

  /**
   * The first gate that withholds the trigger of a match; empty when it may go out.
   *
   * @param status of the rule's current version, which may be another than the one that matched
   * @param customer {@code customer.*}
   * @param lastSentMillis when the rule last sent this customer a trigger; null for never
   * @param matchMillis the time of the match
   */
  public static Optional<Gate> withholding(
      Rule rule,
      Rule.Status status,
      @Nullable String stage,
      Scope customer,
      @Nullable Long lastSentMillis,
      long matchMillis) {
    if (!isFor(rule.who(), stage, customer)) {
      return Optional.of(Gate.WHO);
    }
    return switch (status) {
      case DRAFT, SHADOW -> Optional.of(Gate.SHADOW);
      case PAUSED -> Optional.of(Gate.PAUSED);
      case LIVE ->
          isCooling(rule, lastSentMillis, matchMillis)
              ? Optional.of(Gate.COOLDOWN)
              : Optional.empty();
    };
  }

  private static boolean isFor(Who who, @Nullable String stage, Scope customer) {
    boolean inStage = who.stages().isEmpty() || (stage != null && who.stages().contains(stage));
    return inStage && (who.where() == null || who.where().test(customer));
  }

  private static boolean isCooling(Rule rule, @Nullable Long lastSentMillis, long matchMillis) {
    return lastSentMillis != null && matchMillis - lastSentMillis < rule.message().cooldownMillis();
  }
}

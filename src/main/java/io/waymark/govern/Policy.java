package io.waymark.govern;

import io.waymark.rule.Holdout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits on what all rules together may send to one customer. Made by {@link PolicyReader}
 * only. A part that is null is no gate.
 *
 * @param version the digest of {@code text}
 * @param zone where the customer's clock is found, for quiet hours and calendar days
 * @param text as its author wrote it
 */
public record Policy(
    String id,
    String version,
    Zoning zone,
    @Nullable Consent consent,
    List<Cap> caps,
    @Nullable Quiet quiet,
    @Nullable Arbitration arbitration,
    @Nullable Holdout holdout,
    @Nullable Breaker breaker,
    String text) {
  /** Limits nothing, where no policy is in force. */
  public static final Policy NONE =
      new Policy("", "", Zoning.UNKNOWN, null, List.of(), null, null, null, null, "");

  public Policy {
    caps = List.copyOf(caps);
  }
}

package io.waymark.govern;

import io.waymark.model.Digest;
import io.waymark.rule.Holdout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits on what all rules together may send to one customer. A part that is null is no gate.
 * {@link PolicyReader} makes all but {@link #NONE} and {@link #unreadable}.
 *
 * @param version the digest of {@code text}
 * @param zone where the customer's clock is found, for quiet hours and calendar days
 * @param text as its author wrote it
 * @param unreadable why nothing may be sent, in words, as its limits are not known; null where they
 *     are
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
    String text,
    @Nullable String unreadable) {
  /** Limits nothing, where no policy is in force. */
  public static final Policy NONE =
      new Policy("", "", Zoning.UNKNOWN, null, List.of(), null, null, null, null, "", null);

  public Policy {
    caps = List.copyOf(caps);
  }

  /**
   * Returns a policy under which nothing is sent: one that came into force under another version of
   * Waymark, and whose text this one refuses.
   */
  public static Policy unreadable(String text) {
    return new Policy(
        "",
        Digest.hex(text),
        Zoning.UNKNOWN,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        text,
        "this version of Waymark cannot read the policy in force; push one that it can read");
  }
}

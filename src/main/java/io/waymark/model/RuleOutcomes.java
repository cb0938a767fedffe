package io.waymark.model;

import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one version of a rule with a goal, in absolute numbers. Produced where
 * observations are counted, at most every few seconds; consumed by whoever shows rules. A later
 * record of the same key replaces it.
 *
 * @param asOfMillis event time, the end of the last span that is counted
 * @param effect the share of {@code sent} that reached the goal minus that of {@code heldOut};
 *     there exactly where both have an n
 */
public record RuleOutcomes(
    String rule,
    String version,
    long asOfMillis,
    ArmFigures sent,
    ArmFigures heldOut,
    @Nullable Estimate effect)
    implements Outgoing {
  public RuleOutcomes {
    boolean isComparable = sent.n() > 0 && heldOut.n() > 0;
    if (isComparable != (effect != null)) {
      throw new IllegalArgumentException("there is an effect exactly where both arms have an n");
    }
  }

  /** Returns the key of a version of a rule. */
  public static String key(String rule, String version) {
    return rule + "/" + version;
  }

  public String key() {
    return key(rule, version);
  }

  @Override
  public long eventMillis() {
    return asOfMillis;
  }

  /** Returns why there is no effect, with the cure; null where there is one. */
  public @Nullable String missing() {
    if (effect != null) {
      return null;
    }
    if (heldOut.n() > 0) {
      return "nothing sent has been observed to the end of its span: no comparison possible yet";
    }
    return sent.n() > 0
        ? "no hold-out: no comparison possible; give the rule's trigger, or the policy, a holdout"
        : "only contaminated spans: no comparison possible; leave the hold-out as it is for a while";
  }
}

package io.waymark.replay;

import io.waymark.model.Decision;
import io.waymark.model.Decision.Outcome;
import io.waymark.model.Gate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what became of matches. A match that is held counts as held until its hold ends. Mutable.
 */
public final class PolicyTally {
  /** The matches of a rule, and how many of them went out. */
  public record OfRule(long matches, long sent) {
    private static OfRule sum(OfRule one, OfRule other) {
      return new OfRule(one.matches + other.matches, one.sent + other.sent);
    }
  }

  private final Map<Gate, Long> withheld = new EnumMap<>(Gate.class);
  private final Map<String, OfRule> byRule = new HashMap<>();
  private long matches;
  private long sent;
  private long held;

  /** Counts a decision about a match of the window. */
  void add(Decision decision) {
    if (decision.endsHold()) {
      held--;
    } else {
      matches++;
    }
    boolean isSent = decision.outcome() == Outcome.SENT;
    byRule.merge(
        decision.rule(), new OfRule(decision.endsHold() ? 0 : 1, isSent ? 1 : 0), OfRule::sum);
    Gate gate = decision.gate();
    if (isSent) {
      sent++;
    } else if (decision.isHeld()) {
      held++;
    } else if (gate != null) {
      withheld.merge(gate, 1L, Long::sum);
    }
  }

  public long matches() {
    return matches;
  }

  public long sent() {
    return sent;
  }

  /** Returns how many wait at the end of the window. */
  public long held() {
    return held;
  }

  /** Returns how many each gate withheld, in the order in which gates are asked. */
  public Map<Gate, Long> withheld() {
    return Map.copyOf(withheld);
  }

  /** Returns the counts of each rule, by id. */
  public Map<String, OfRule> byRule() {
    return new TreeMap<>(byRule);
  }
}

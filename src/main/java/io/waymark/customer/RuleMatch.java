package io.waymark.customer;

import io.waymark.model.Match;
import java.util.Comparator;

/**
 * A match, with the version of the rule and the correlation value of the runs that it completes.
 *
 * @param correlation empty where the rule does not correlate
 */
record RuleMatch(RuleVersion version, String correlation, Match match) {
  /**
   * The order in which the matches of one touchpoint are decided: by the rules' ids, and the
   * current version of a rule before those that drain.
   */
  static final Comparator<RuleMatch> DECIDED =
      Comparator.comparing(RuleMatch::rule)
          .thenComparing(completed -> !completed.version().isCurrent());

  /** Returns whether both clear the same runs, whichever version of the rule they belong to. */
  boolean clearsRunsOf(RuleMatch other) {
    return rule().equals(other.rule()) && correlation.equals(other.correlation);
  }

  private String rule() {
    return version.rule().id();
  }
}

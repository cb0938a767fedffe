package io.waymark.match;

import io.waymark.rule.Rule;

/** Makes the matcher for a rule. Of one thread, as are all matchers it makes. */
public interface Matchers extends AutoCloseable {
  /**
   * Makes a matcher whose runs start and advance.
   *
   * @param criteria of the rule
   */
  Matcher matcher(Rule rule, Criteria criteria);

  /**
   * Makes a matcher for a version that is replaced: its open runs advance, and none starts.
   *
   * @param criteria of the version
   */
  Matcher drain(Rule rule, Criteria criteria);

  @Override
  void close();

  /** Counts the runs that are dropped at the cap on open runs. */
  interface DroppedRuns {
    void add(Rule rule, int runs);
  }
}

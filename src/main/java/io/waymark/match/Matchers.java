package io.waymark.match;

import io.waymark.rule.Rule;

/** Makes the matcher for a rule. Of one thread, as are all matchers it makes. */
public interface Matchers extends AutoCloseable {
  /** Makes a matcher whose runs start and advance. */
  Matcher matcher(Rule rule);

  /** Makes a matcher for a version that is replaced: its open runs advance, and none starts. */
  Matcher drain(Rule rule);

  @Override
  void close();

  /** Counts the runs that are dropped at the cap on open runs. */
  interface DroppedRuns {
    void add(Rule rule, int runs);
  }
}

package io.waymark.match;

import io.waymark.rule.Rule;

/** Makes the matcher for a rule. Of one thread, as are all matchers it makes. */
public interface Matchers extends AutoCloseable {
  Matcher matcher(Rule rule);

  /** A matcher for a version that is replaced: its open runs go on, and none starts. */
  Matcher drain(Rule rule);

  @Override
  void close();

  /** Told when the cap on open runs drops some. */
  interface DropRecorder {
    void dropped(Rule rule, int runs);
  }
}

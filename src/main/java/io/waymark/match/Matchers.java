package io.waymark.match;

import io.waymark.rule.Rule;

/** Makes the matcher for a rule. Of one thread, as are all matchers it makes. */
public interface Matchers extends AutoCloseable {
  Matcher matcher(Rule rule);

  @Override
  void close();

  /** Told when the cap on open runs drops some. */
  interface DropRecorder {
    void dropped(Rule rule, int runs);
  }
}

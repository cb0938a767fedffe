package io.waymark.job.stream;

import io.waymark.model.RuleText;

/**
 * An entry of the rules state, which the journey operator broadcasts and keeps. The kind of the
 * entry is in the value; its key only has to be unique.
 */
public sealed interface StoredRule {
  /** The version of a rule that new runs start with. */
  record Current(RuleText pushed) implements StoredRule {}

  /**
   * A replaced version whose open runs continue to their end.
   *
   * @param structure the number of its structure; no two entries have the same
   * @param origin where it was pushed, as in {@link RuleText}
   * @param untilMillis the event time at which its last open run is over
   */
  record Draining(long structure, String id, String text, String origin, long untilMillis)
      implements StoredRule {}

  /**
   * A rule, or the removal of one, that had arrived but was not compiled at the checkpoint.
   *
   * @param number its place in the order of arrival, from 0
   */
  record Arriving(int number, RuleText pushed) implements StoredRule {}
}

package io.waymark.match.compact;

import io.waymark.match.Criteria;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.rule.Rule;

/**
 * Makes compact matchers, for rules that {@link io.waymark.match.LatestStart} does not object to.
 */
public final class CompactMatchers implements Matchers {
  private final Criteria criteria;

  public CompactMatchers(Criteria criteria) {
    this.criteria = criteria;
  }

  @Override
  public Matcher matcher(Rule rule) {
    return new CompactMatcher(rule, true, criteria);
  }

  @Override
  public Matcher drain(Rule rule) {
    return new CompactMatcher(rule, false, criteria);
  }

  /** Does nothing: the matchers hold nothing that must be released. */
  @Override
  public void close() {}
}

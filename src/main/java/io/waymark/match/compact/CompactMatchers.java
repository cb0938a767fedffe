package io.waymark.match.compact;

import io.waymark.match.Conditions;
import io.waymark.match.LatestStart;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.rule.Rule;

/** Makes compact matchers for the rules that they match exactly, and leaves the rest to others. */
public final class CompactMatchers implements Matchers {
  private final Conditions conditions;
  private final Matchers rest;

  /**
   * @param rest for what is not covered; closed with this
   */
  public CompactMatchers(Conditions conditions, Matchers rest) {
    this.conditions = conditions;
    this.rest = rest;
  }

  @Override
  public Matcher matcher(Rule rule) {
    return covers(rule) ? new CompactMatcher(rule, true, conditions) : rest.matcher(rule);
  }

  @Override
  public Matcher drain(Rule rule) {
    return covers(rule) ? new CompactMatcher(rule, false, conditions) : rest.drain(rule);
  }

  @Override
  public void close() {
    rest.close();
  }

  private static boolean covers(Rule rule) {
    return LatestStart.objection(rule.pattern()).isEmpty();
  }
}

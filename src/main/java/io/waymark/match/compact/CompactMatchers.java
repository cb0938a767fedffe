package io.waymark.match.compact;

import io.waymark.match.Criteria;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.function.Function;

/**
 * Makes compact matchers, for rules that {@link io.waymark.match.LatestStart} does not object to.
 */
public final class CompactMatchers implements Matchers {
  private final EncodedStarts starts = new EncodedStarts();

  @Override
  public Matcher matcher(Rule rule, Criteria criteria) {
    return matcher(rule, criteria, true);
  }

  @Override
  public Matcher drain(Rule rule, Criteria criteria) {
    return matcher(rule, criteria, false);
  }

  private Matcher matcher(Rule rule, Criteria criteria, boolean mayStart) {
    Kept kept = Kept.of(rule);
    Function<Touchpoint, Touchpoint> reduction = criteria.remembered(kept, kept::reduce);
    return new CompactMatcher(rule, mayStart, criteria, reduction, starts);
  }

  /** Does nothing: the matchers hold nothing that must be released. */
  @Override
  public void close() {}
}

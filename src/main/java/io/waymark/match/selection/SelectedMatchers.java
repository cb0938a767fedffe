package io.waymark.match.selection;

import io.waymark.match.Criteria;
import io.waymark.match.Footprint;
import io.waymark.match.LatestStart;
import io.waymark.match.Matcher;
import io.waymark.match.Matchers;
import io.waymark.match.cep.NfaFootprint;
import io.waymark.match.cep.NfaMatchers;
import io.waymark.match.compact.CompactFootprint;
import io.waymark.match.compact.CompactMatchers;
import io.waymark.rule.Rule;

/** Makes the matcher of each rule as the job does: compact unless {@link LatestStart} objects. */
public final class SelectedMatchers implements Matchers {
  private final Matchers compact;
  private final Matchers nfa;

  public SelectedMatchers(Criteria criteria, DroppedRuns drops) {
    this.compact = new CompactMatchers(criteria);
    this.nfa = new NfaMatchers(criteria.limits(), drops);
  }

  /** Returns what the open runs of a rule take in a customer's state. */
  public static Footprint footprint(Rule rule) {
    return LatestStart.objection(rule.pattern())
        .map(reason -> NfaFootprint.of(rule, reason))
        .orElseGet(() -> CompactFootprint.of(rule));
  }

  @Override
  public Matcher matcher(Rule rule) {
    return select(rule).matcher(rule);
  }

  @Override
  public Matcher drain(Rule rule) {
    return select(rule).drain(rule);
  }

  @Override
  public void close() {
    compact.close();
    nfa.close();
  }

  private Matchers select(Rule rule) {
    return LatestStart.objection(rule.pattern()).isPresent() ? nfa : compact;
  }
}

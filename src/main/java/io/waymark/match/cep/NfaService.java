package io.waymark.match.cep;

import io.waymark.match.Footprint;
import io.waymark.match.GeneralMatchers;
import io.waymark.match.Matchers;
import io.waymark.rule.Rule;

/** Offers the matchers of this package where Flink's CEP library is. */
public final class NfaService implements GeneralMatchers {
  @Override
  public Matchers open(Matchers.DroppedRuns drops) {
    return new NfaMatchers(drops);
  }

  @Override
  public Footprint footprint(Rule rule, String reason) {
    return NfaFootprint.of(rule, reason);
  }
}

package io.waymark.match;

import io.waymark.model.Touchpoint;
import io.waymark.rule.Rule;
import java.util.List;

/** A rule and the history of a customer; its text says all of it. */
record RandomCase(Rule rule, List<Touchpoint> touchpoints) {
  @Override
  public String toString() {
    return rule.text() + RandomHistory.text(touchpoints);
  }
}

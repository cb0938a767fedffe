package io.waymark.replay;

import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Transition;
import java.util.List;

/**
 * The records that are kept of one customer, each list in order of time.
 *
 * @param decisions about all matches
 * @param heard the touchpoints that said something about traits or consent
 */
public record CustomerPast(
    String customer, List<Decision> decisions, List<Applied> heard, List<Transition> transitions) {
  public CustomerPast {
    decisions = List.copyOf(decisions);
    heard = List.copyOf(heard);
    transitions = List.copyOf(transitions);
  }
}

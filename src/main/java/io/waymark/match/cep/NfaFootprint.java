package io.waymark.match.cep;

import io.waymark.match.Automaton;
import io.waymark.match.Automaton.Take;
import io.waymark.match.Footprint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.util.Optional;
import java.util.Set;

/**
 * What the NFA's state and its buffer take, as measured with Flink 2.2.1. At the most there are
 * {@link NfaMatcher#MOST_RUNS} runs, each with a last touchpoint of its own, and as many chains
 * that wait for the absence at the end.
 */
public final class NfaFootprint {
  /** One run, with the NFA's own that waits to start; without its touchpoint. */
  private static final int FIRST_RUN_BYTES = 164;

  /** One more for the same touchpoint, as there are several ways to go on. */
  private static final int WAY_BYTES = 71;

  /** One more that starts with another touchpoint; without it. */
  private static final int RUN_BYTES = 110;

  /** A chain's time and how many steps it has. */
  private static final int WAITING_BYTES = Footprint.TIME_BYTES + 1;

  /** An id as a text. */
  private static final int ID_BYTES = 1 + 36;

  /** A whole touchpoint, with an anonymous id; without the name of its type. */
  private static final int TOUCHPOINT_BYTES =
      2
          + ID_BYTES
          + Footprint.VALUE_BYTES
          + 1
          + Footprint.TIME_BYTES
          + ID_BYTES
          + Footprint.CHANNEL_BYTES
          + Footprint.SENTIMENT_BYTES
          + Footprint.PROPERTIES_BYTES;

  private final Pattern pattern;
  private final Take first;

  private NfaFootprint(Pattern pattern) {
    this.pattern = pattern;
    this.first = Automaton.of(pattern).places().get(0).takes().get(0);
  }

  /**
   * Of a rule that the NFA matches.
   *
   * @param reason why it does
   */
  public static Footprint of(Rule rule, String reason) {
    NfaFootprint own = new NfaFootprint(rule.pattern());
    return Footprint.of(rule.pattern(), "nfa", Optional.of(reason), own.start(), own.most());
  }

  private int start() {
    Step.Positive step = (Step.Positive) pattern.steps().get(0);
    int touchpoint = touchpointBytes(step.types());
    int ways = first.next().size();
    int started = ways == 0 ? 0 : FIRST_RUN_BYTES + (ways - 1) * WAY_BYTES + touchpoint;
    int waiting = first.completes() ? WAITING_BYTES + nameBytes(step) + touchpoint : 0;
    return withHead(started + waiting);
  }

  private int most() {
    int touchpoint = touchpointBytes(pattern.types());
    int runs =
        first.next().isEmpty()
            ? 0
            : FIRST_RUN_BYTES + touchpoint + (NfaMatcher.MOST_RUNS - 1) * (RUN_BYTES + touchpoint);
    int chain = WAITING_BYTES;
    for (Step step : pattern.steps()) {
      if (step instanceof Step.Positive positive) {
        chain += nameBytes(positive) + positive.size() * touchpoint;
      }
    }
    return withHead(runs + (pattern.trailing() == null ? 0 : NfaMatcher.MOST_RUNS * chain));
  }

  /** Format, number of chains, whether there are runs. */
  private static int withHead(int bytes) {
    return bytes == 0 ? 0 : 3 + bytes;
  }

  private static int nameBytes(Step.Positive step) {
    return 1 + step.name().length() + 1;
  }

  /** Of the longest of these types. */
  private static int touchpointBytes(Set<String> types) {
    return TOUCHPOINT_BYTES + types.stream().mapToInt(String::length).max().orElse(0);
  }
}

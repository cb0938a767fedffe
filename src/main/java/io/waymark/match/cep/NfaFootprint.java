package io.waymark.match.cep;

import io.waymark.match.Automaton;
import io.waymark.match.Automaton.Take;
import io.waymark.match.Footprint;
import io.waymark.rule.Pattern;
import io.waymark.rule.Rule;
import io.waymark.rule.Step;
import java.util.Collection;
import java.util.Optional;

/**
 * Computes the size of the NFA's state and its buffer, as measured with Flink 2.2.1. The largest
 * has {@link NfaMatcher#MOST_RUNS} runs, each with a last touchpoint of its own, and as many chains
 * that wait for the absence at the end.
 */
public final class NfaFootprint {
  /** The size of one run without its touchpoint, with the NFA's own run that waits to start. */
  private static final int FIRST_RUN_BYTES = 164;

  /** The size of one more run for the same touchpoint, where the chain waits at several places. */
  private static final int WAY_BYTES = 71;

  /** The size of one more run that starts with another touchpoint, without that touchpoint. */
  private static final int RUN_BYTES = 110;

  /** The time of a chain and the number of its steps. */
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
   * Computes it for a rule that the NFA matches.
   *
   * @param reason why the NFA matches it
   */
  public static Footprint of(Rule rule, String reason) {
    NfaFootprint own = new NfaFootprint(rule.pattern());
    return Footprint.of(
        rule.pattern(), "nfa", Optional.of(reason), own.startBytes(), own.maxBytes());
  }

  private int startBytes() {
    Step.Positive step = (Step.Positive) pattern.steps().get(0);
    int touchpoint = touchpointBytes(step.types().asked(), step.types().isAnyBut());
    int ways = first.next().size();
    int started = ways == 0 ? 0 : FIRST_RUN_BYTES + (ways - 1) * WAY_BYTES + touchpoint;
    int waiting = first.completes() ? WAITING_BYTES + nameBytes(step) + touchpoint : 0;
    return withHead(started + waiting);
  }

  private int maxBytes() {
    int touchpoint = touchpointBytes(pattern.types(), pattern.choosesAnyType());
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

  /** Adds the format, the number of chains and the flag for runs. */
  private static int withHead(int bytes) {
    return bytes == 0 ? 0 : 3 + bytes;
  }

  private static int nameBytes(Step.Positive step) {
    return 1 + step.name().length() + 1;
  }

  /** Returns the size of a touchpoint of the longest of some types, or of any. */
  private static int touchpointBytes(Collection<String> types, boolean orAny) {
    int longest = types.stream().mapToInt(String::length).max().orElse(0);
    return TOUCHPOINT_BYTES + (orAny ? Math.max(longest, Footprint.TYPE_BYTES) : longest);
  }
}

package io.waymark.match.cep;

import io.waymark.binary.Sizes;
import io.waymark.match.Runs;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;

/**
 * The open runs of a rule: the NFA's state, the content of its shared buffer, and the chains that
 * only wait for the absence at the end.
 */
final class NfaRuns implements Runs {
  /** The most bytes of a time or number of a chain. */
  private static final int WAITING_BYTES = 10;

  final NFAState nfaState;
  final List<Map<?, ?>> buffer;
  final List<Waiting> waiting = new ArrayList<>();

  /** The most bytes of the chains that were added to {@link #waiting} since it was last asked. */
  int awaitedBytes;

  NfaRuns(NFAState nfaState, List<Map<?, ?>> buffer) {
    this.nfaState = nfaState;
    this.buffer = buffer;
  }

  /**
   * A chain that has all positive steps.
   *
   * @param steps the chosen touchpoints by step: the map of the match itself, not a copy, as one is
   *     made for each touchpoint that completes a chain
   * @param sinceMillis the time of the last touchpoint, from which the absence counts
   */
  record Waiting(Map<String, List<Touchpoint>> steps, long sinceMillis) {}

  void await(Waiting chain) {
    waiting.add(chain);
    awaitedBytes += WAITING_BYTES;
    chain
        .steps()
        .forEach(
            (step, chosen) -> {
              awaitedBytes += Sizes.of(step) + WAITING_BYTES;
              chosen.forEach(touchpoint -> awaitedBytes += Sizes.of(touchpoint));
            });
  }

  /** Returns whether the NFA has runs besides the one that waits to start. */
  boolean hasStarted() {
    for (ComputationState run : nfaState.getPartialMatches()) {
      if (run.getStartEventID() != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isEmpty() {
    return waiting.isEmpty() && !hasStarted();
  }

  @Override
  public long silentSinceMillis() {
    return waiting.isEmpty() ? NEVER : waiting.get(0).sinceMillis();
  }

  @Override
  public long lastStartMillis() {
    long last = Long.MIN_VALUE;
    for (ComputationState run : nfaState.getPartialMatches()) {
      if (run.getStartEventID() != null) {
        last = Math.max(last, run.getStartTimestamp());
      }
    }
    return last;
  }
}

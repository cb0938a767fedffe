package io.waymark.govern;

import io.waymark.govern.Verdict.Passed;
import io.waymark.govern.Verdict.Withheld;
import io.waymark.model.Gate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The triggers of one customer that are decided at the same moment, or wait for each other.
 * Mutable, for one moment.
 */
public final class Rivals {
  private final @Nullable Long roundEndMillis;
  private final List<Candidate> winners = new ArrayList<>();

  /**
   * @param roundEndMillis when those that are held for arbitration are decided; null where there
   *     are none
   */
  public Rivals(@Nullable Long roundEndMillis) {
    this.roundEndMillis = roundEndMillis;
  }

  /**
   * Notes what became of one. It wins if it goes out, or would if its customer were not in the
   * control group.
   */
  public void noteVerdict(Candidate candidate, Verdict verdict) {
    boolean isHeldOut = verdict instanceof Withheld withheld && withheld.gate() == Gate.HOLDOUT;
    if (verdict instanceof Passed || (isHeldOut && !candidate.isMuted())) {
      winners.add(candidate);
    }
  }

  long roundEndMillis(long otherwiseMillis) {
    return roundEndMillis == null ? otherwiseMillis : roundEndMillis;
  }

  int won() {
    return winners.size();
  }

  /** Returns words for the first winner of a choice; null where there is none. */
  @Nullable String lostTo(Selector of) {
    for (Candidate winner : winners) {
      if (of.chooses(winner.labels())) {
        return "lost to %s (priority %d)".formatted(winner.rule(), winner.labels().priority());
      }
    }
    return null;
  }
}

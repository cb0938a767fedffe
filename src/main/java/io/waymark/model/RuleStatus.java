package io.waymark.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a rule that was pushed. Every subtask says so for itself once a rule is live in
 * it; refusals are the same everywhere and said by the first subtask only.
 *
 * @param version the digest of the rule's text; null when it was removed
 * @param problems empty unless refused
 * @param subtask from 0
 * @param timeMillis the wall clock
 */
public record RuleStatus(
    String rule,
    @Nullable String version,
    State state,
    List<Problem> problems,
    int subtask,
    int subtasks,
    long timeMillis)
    implements Outgoing {

  public RuleStatus {
    problems = List.copyOf(problems);
  }

  /** What a rule can be after a push. */
  public enum State {
    LIVE,
    REFUSED,
    REMOVED;

    /** The form in topics and metrics. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

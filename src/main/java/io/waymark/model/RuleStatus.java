package io.waymark.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a push of a rule. Every subtask reports on its own that a rule is live in it; a
 * refusal is the same everywhere and is reported by the first subtask only.
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

  /** The state of a rule after a push. */
  public enum State {
    LIVE,
    REFUSED,
    REMOVED;

    /** Returns the form in topics and metrics. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

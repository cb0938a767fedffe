package io.waymark.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a push of a rule, or news of a rule in force. Every subtask reports on its own
 * that a rule is live in it; a refusal is the same everywhere and is reported by the first subtask
 * only. A subtask in which evaluations of a rule fail reports it at the first one, then at most
 * once a minute.
 *
 * @param version the digest of the rule's text; null when it was removed
 * @param problems empty unless refused
 * @param subtask from 0
 * @param timeMillis the wall clock
 * @param failures null as long as no evaluation has failed
 */
public record RuleStatus(
    String rule,
    @Nullable String version,
    State state,
    List<Problem> problems,
    int subtask,
    int subtasks,
    long timeMillis,
    @Nullable Failures failures)
    implements Outgoing {

  public RuleStatus {
    problems = List.copyOf(problems);
  }

  /** Creates the status of a rule none of whose evaluations has failed. */
  public RuleStatus(
      String rule,
      @Nullable String version,
      State state,
      List<Problem> problems,
      int subtask,
      int subtasks,
      long timeMillis) {
    this(rule, version, state, problems, subtask, subtasks, timeMillis, null);
  }

  /**
   * The evaluations that failed since this version came into force in the subtask. Their value was
   * absent: a condition was false.
   *
   * @param failed how many failed, those over the limit apart
   * @param overLimit how many took more steps than one may
   * @param expression the text of the one that failed last
   * @param reason why it did, without any value of a touchpoint
   */
  public record Failures(long failed, long overLimit, String expression, String reason) {}

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

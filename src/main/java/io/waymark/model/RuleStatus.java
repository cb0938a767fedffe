package io.waymark.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a push of a rule or of the policy, or news of a rule in force. Every subtask
 * reports on its own that a rule is live in it; a refusal is the same everywhere and is reported by
 * the first subtask only. A subtask in which evaluations of a rule fail reports it at the first
 * one, then at most once a minute. It reports how many runs a customer holds of a rule when that
 * has changed much.
 *
 * @param version the digest of the rule's text; null when it was removed
 * @param problems empty unless refused
 * @param subtask from 0
 * @param timeMillis the wall clock
 * @param failures news of evaluations that failed; null in any other status
 * @param runsPerCustomer news of how many open runs of the rule a customer holds after a
 *     touchpoint, on average; null in any other status
 * @param pause news that the breaker paused the rule, in words; empty where a person has resumed
 *     it; null in any other status
 */
public record RuleStatus(
    String rule,
    @Nullable String version,
    State state,
    List<Problem> problems,
    int subtask,
    int subtasks,
    long timeMillis,
    @Nullable Failures failures,
    @Nullable Double runsPerCustomer,
    @Nullable String pause)
    implements Outgoing {

  /** Stands in place of a rule's id in what is reported about the policy; no rule may have it. */
  public static final String POLICY = "policy";

  public RuleStatus {
    problems = List.copyOf(problems);
  }

  @Override
  public long eventMillis() {
    return Long.MIN_VALUE;
  }

  /** Creates the status of a rule that was pushed. */
  public RuleStatus(
      String rule,
      @Nullable String version,
      State state,
      List<Problem> problems,
      int subtask,
      int subtasks,
      long timeMillis) {
    this(rule, version, state, problems, subtask, subtasks, timeMillis, null, null, null);
  }

  /** Returns whether it is news of a rule in force, not the outcome of a push. */
  public boolean isNews() {
    return failures != null || runsPerCustomer != null || pause != null;
  }

  /**
   * The evaluations that failed since this version came into force in the subtask. Their value was
   * absent: a condition was false.
   *
   * @param failed how many failed, those over the limit apart
   * @param overLimit how many took more steps than the rule had left at their touchpoint
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

package io.waymark.model;

/**
 * The breaker's decision to pause a rule. Produced by the breaker operator; through its topic it
 * comes back to every subtask of the journey operator, which withholds what the rule matches.
 *
 * @param version of the rule; another version is not paused
 * @param words why, and how the rule is resumed
 * @param timeMillis the event time at which the rate was found
 */
public record Pause(String rule, String version, String words, long timeMillis)
    implements Outgoing {
  @Override
  public long eventMillis() {
    return timeMillis;
  }
}

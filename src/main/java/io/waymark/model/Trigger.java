package io.waymark.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message that goes out for a match that was sent.
 *
 * @param id the same for the same history, whatever was restarted in between
 * @param to where it should be acted on
 * @param priority from 0 to 100, 100 first
 * @param isAnonymous whether only a device or cookie is known of the customer; null for customers
 *     who have not been met since that is kept
 * @param stage the customer's stage at the match
 * @param correlation the value that the rule correlates by, where it does
 * @param why the match in one sentence, for a person
 * @param expiresMillis from when on it should not be acted on any more
 * @param touchpoints those that made the match, in order of time
 * @param data what the rule asks to be sent along
 */
public record Trigger(
    String id,
    String rule,
    String version,
    String title,
    Signal signal,
    String owner,
    String to,
    int priority,
    String customer,
    @Nullable Boolean isAnonymous,
    @Nullable String stage,
    @Nullable String correlation,
    String why,
    long timeMillis,
    @Nullable Long expiresMillis,
    List<Evidence> touchpoints,
    Map<String, Object> data,
    Latency latency)
    implements Outgoing {

  public Trigger {
    touchpoints = List.copyOf(touchpoints);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  @Override
  public long eventMillis() {
    return timeMillis;
  }

  /** A touchpoint of a match, and the step that it was chosen for. */
  public record Evidence(String step, String id, String type, long timeMillis) {}

  /**
   * The points in time between a touchpoint and its trigger, in milliseconds since 1970 UTC.
   *
   * @param dueMillis the time of the completing touchpoint, or the deadline
   * @param receivedMillis the wall clock when the job read the completing touchpoint; null for a
   *     deadline
   * @param matchedMillis the wall clock when the match was found
   * @param emittedMillis the wall clock when the trigger was written to its topic; null before
   */
  public record Latency(
      long dueMillis,
      @Nullable Long receivedMillis,
      long matchedMillis,
      @Nullable Long emittedMillis) {
    /** Creates the latency of a trigger that has not been written yet. */
    public Latency(long dueMillis, @Nullable Long receivedMillis, long matchedMillis) {
      this(dueMillis, receivedMillis, matchedMillis, null);
    }

    Latency emitted(long millis) {
      return new Latency(dueMillis, receivedMillis, matchedMillis, millis);
    }
  }

  /** Returns this trigger with what its rule asks to be sent along. */
  public Trigger withData(Map<String, Object> other) {
    return with(isAnonymous, other, latency);
  }

  /** Returns this trigger of a customer of whom only a device or cookie is known, or more. */
  public Trigger withAnonymous(boolean other) {
    return with(other, data, latency);
  }

  /** Returns this trigger as it is written to its topic at {@code millis} of the wall clock. */
  public Trigger emitted(long millis) {
    return with(isAnonymous, data, latency.emitted(millis));
  }

  private Trigger with(
      @Nullable Boolean otherAnonymous, Map<String, Object> otherData, Latency otherLatency) {
    return new Trigger(
        id,
        rule,
        version,
        title,
        signal,
        owner,
        to,
        priority,
        customer,
        otherAnonymous,
        stage,
        correlation,
        why,
        timeMillis,
        expiresMillis,
        touchpoints,
        otherData,
        otherLatency);
  }
}

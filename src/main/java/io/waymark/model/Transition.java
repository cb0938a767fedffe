package io.waymark.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a customer into a stage.
 *
 * @param id the same for the same history, whatever was restarted in between
 * @param from the stage before, null for the first one
 * @param cause the id of the touchpoint that caused it
 * @param timeMillis the time of that touchpoint
 */
public record Transition(
    String id,
    String customer,
    @Nullable String from,
    String to,
    String cause,
    String causeType,
    long timeMillis)
    implements Outgoing {

  /** Creates a transition with the id that follows from its customer, stages and cause. */
  public Transition(
      String customer,
      @Nullable String from,
      String to,
      String cause,
      String causeType,
      long timeMillis) {
    this(id(customer, from, to, cause), customer, from, to, cause, causeType, timeMillis);
  }

  private static String id(String customer, @Nullable String from, String to, String cause) {
    return Digest.hex("transition", customer, from == null ? "" : from, to, cause);
  }

  /**
   * Returns the touchpoint by which rules see this transition.
   *
   * @param channel of the touchpoint that caused it
   */
  public Touchpoint touchpoint(@Nullable String channel) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("stage", to);
    if (from != null) {
      properties.put("from", from);
    }
    return new Touchpoint(
        cause + "/" + to,
        customer,
        null,
        Touchpoint.STAGE_ENTERED,
        channel,
        timeMillis,
        null,
        properties);
  }
}

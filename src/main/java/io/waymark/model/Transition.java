package io.waymark.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a customer into a stage.
 *
 * @param from the stage before, null for the first one
 * @param cause the id of the touchpoint that caused it
 * @param timeMillis the time of that touchpoint
 */
public record Transition(
    String customer,
    @Nullable String from,
    String to,
    String cause,
    String causeType,
    long timeMillis)
    implements Outgoing {
  @Override
  public long eventMillis() {
    return timeMillis;
  }

  /**
   * Returns the id, which follows from customer, stages and cause: the same history gives the same
   * id after any restart, so that a repeated transition is recognised.
   */
  public String id() {
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

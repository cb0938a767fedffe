package io.waymark.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a customer did or met. The properties are not copied: one touchpoint is made for
 * every input, over a map that nobody else holds.
 *
 * @param id names the touchpoint; a second one with the same id is a duplicate
 * @param customer the key: the known customer, or the anonymous id where only that is known
 * @param anonymousId the id of the device or cookie, where the source has one
 * @param type as the source calls it, such as {@code Order Completed}
 * @param channel where it happened, such as {@code web}
 * @param timeMillis when it happened, milliseconds since 1970 UTC
 * @param sentiment from -1 (bad) to 1 (good)
 * @param sentimentInferred whether the sentiment was inferred, as from what the customer wrote, and
 *     not measured by asking them; false where there is none
 * @param properties values are {@code String}, a number of {@link Decimals}, {@code Boolean},
 *     {@code List} or {@code Map} of the same; never null
 */
public record Touchpoint(
    String id,
    String customer,
    @Nullable String anonymousId,
    String type,
    @Nullable String channel,
    long timeMillis,
    @Nullable Double sentiment,
    boolean sentimentInferred,
    Map<String, Object> properties) {

  public Touchpoint {
    Objects.requireNonNull(properties, "properties");
    sentimentInferred &= sentiment != null;
  }

  /** Creates a touchpoint whose sentiment, if it has one, was measured. */
  public Touchpoint(
      String id,
      String customer,
      @Nullable String anonymousId,
      String type,
      @Nullable String channel,
      long timeMillis,
      @Nullable Double sentiment,
      Map<String, Object> properties) {
    this(id, customer, anonymousId, type, channel, timeMillis, sentiment, false, properties);
  }

  /** Returns the same touchpoint at another time. */
  public Touchpoint at(long millis) {
    return new Touchpoint(
        id, customer, anonymousId, type, channel, millis, sentiment, sentimentInferred, properties);
  }

  /** The type of the touchpoints that a customer's traits are taken from. */
  public static final String IDENTIFY = "identify";

  /**
   * The property that says to which purposes the customer consents, each true or false; it replaces
   * what was known.
   */
  public static final String CONSENT = "consent";

  /**
   * The type of the touchpoint that is fed into a customer's stream when a stage is entered; its
   * properties are {@code stage} and {@code from}.
   */
  public static final String STAGE_ENTERED = "Stage Entered";
}

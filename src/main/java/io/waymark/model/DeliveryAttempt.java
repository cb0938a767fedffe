package io.waymark.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of a trigger on its way to its destination. Produced by the delivery; consumed by the
 * console and by whoever wants to know where a trigger is.
 *
 * @param trigger the id of the trigger
 * @param to the destination, as the rule names it
 * @param rule null where the trigger could not be read any more
 * @param attempt the number of the attempt since the process knows of the trigger; 0 without one
 * @param status of HTTP; null where there is none
 * @param reason in words, for a person
 * @param tookMillis how long the attempt took
 * @param bytes of the answer that were read
 * @param timeMillis the wall clock
 * @param nextMillis when the next attempt is due at the earliest; null where none is planned
 * @param latency the ledger of the trigger up to its topic; null where it could not be read any
 *     more
 */
public record DeliveryAttempt(
    String trigger,
    String to,
    @Nullable String rule,
    String customer,
    Outcome outcome,
    int attempt,
    @Nullable Integer status,
    String reason,
    long tookMillis,
    int bytes,
    long timeMillis,
    @Nullable Long nextMillis,
    Trigger.@Nullable Latency latency) {

  /** The result of an attempt. */
  public enum Outcome {
    DELIVERED,
    FAILED,
    /** Kept on the topic of parked ones until it can go out. */
    PARKED,
    /** Given up; the trigger is among the dead letters. */
    DEAD;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package io.waymark.model;

import java.util.Locale;

/**
 * Whether a destination is delivered to. Produced by the delivery, when its breaker opens or
 * closes, and by a person; consumed by all processes that deliver.
 *
 * @param to the destination, as rules name it
 * @param sinceMillis when it became so
 * @param reason in words, for a person
 */
public record EndpointStatus(String to, State state, long sinceMillis, String reason) {
  /** The states of a destination. */
  public enum State {
    LIVE,
    /** It fails; an attempt a minute tries whether it still does. */
    FAILING,
    /** Nothing is sent until a person enables it. */
    DISABLED;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package io.waymark.console.access;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that say who asks, and from where.
 *
 * @param isWrite whether the request may change something
 * @param host the header {@code Host}
 * @param origin the header {@code Origin}, which browsers add to each write
 * @param token the header {@value Access#TOKEN}
 * @param session the cookie {@value Access#SESSION}
 */
public record Inquiry(
    boolean isWrite,
    @Nullable String host,
    @Nullable String origin,
    @Nullable String token,
    @Nullable String session) {

  /** Leaves out token and session, which are secret. */
  @Override
  public String toString() {
    return "Inquiry[" + (isWrite ? "write" : "read") + " from " + origin + " to " + host + "]";
  }
}

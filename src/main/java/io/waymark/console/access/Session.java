package io.waymark.console.access;

import java.time.Instant;

/**
 * A login that is in force.
 *
 * @param id the value of the cookie
 * @param token goes with each write, so that another site cannot make one
 */
public record Session(String id, User user, String token, Instant end) {
  /** Leaves out id and token, which are secret. */
  @Override
  public String toString() {
    return "Session[" + user.name() + " until " + end + "]";
  }
}

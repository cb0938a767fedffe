package io.waymark.settings;

import java.time.Duration;
import java.util.List;

/**
 * The settings of {@code waymark deliver}, which the job does not use.
 *
 * @param destinations the file that says what the {@code to} of a rule means
 * @param networks outside of the public internet that private webhooks may be sent to
 * @param giveUp how long a trigger without an expiry is tried
 */
public record DeliverSettings(String destinations, List<Network> networks, Duration giveUp) {
  public DeliverSettings {
    networks = List.copyOf(networks);
  }
}

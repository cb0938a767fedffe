package io.waymark.settings;

import java.time.Duration;
import java.util.List;

/**
 * The settings of {@code waymark deliver}, which the job does not use.
 *
 * @param destinations the file that says what the {@code to} of a rule means
 * @param networks outside of the public internet that private webhooks may be sent to
 * @param giveUp how long a trigger without an expiry is tried
 * @param host where it answers who asks for metrics and health
 * @param port 0 for a free one
 */
public record DeliverSettings(
    String destinations, List<Network> networks, Duration giveUp, String host, int port) {
  public DeliverSettings {
    networks = List.copyOf(networks);
  }
}

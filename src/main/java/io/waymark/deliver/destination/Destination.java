package io.waymark.deliver.destination;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The place that the triggers with one {@code to} go to. */
public sealed interface Destination {
  /** Returns the name by which rules mean it. */
  String to();

  /**
   * A receiver of webhooks.
   *
   * @param secrets references to the secrets that sign, the newest first
   * @param ratePerMinute attempts; 0 for as many as there are
   * @param concurrency attempts in flight at the most
   * @param isPrivate whether it may have an address in the networks that the settings permit
   */
  record Webhook(
      String to,
      URI url,
      List<String> secrets,
      int ratePerMinute,
      int concurrency,
      boolean isPrivate)
      implements Destination {
    public Webhook {
      secrets = List.copyOf(secrets);
    }
  }

  /** A topic of the Kafka that the triggers come from. */
  record KafkaTopic(String to, String topic) implements Destination {}

  /** A file on the machine of the process, a trigger a line. */
  record LineFile(String to, Path path) implements Destination {}
}

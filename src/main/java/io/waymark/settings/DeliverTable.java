package io.waymark.settings;

import java.time.Duration;
import java.util.List;

/** The settings of the delivery, the last ones of {@link SettingsTable}. */
final class DeliverTable {
  static final Setting<String> DESTINATIONS =
      new Setting<>(
          "deliver.destinations",
          "file",
          "destinations.yaml",
          "what the `to` of a rule means for `waymark deliver`",
          Parser.name("the destinations are in a file"));
  static final Setting<List<Network>> NETWORKS =
      new Setting<>(
          "deliver.networks",
          "network, ...",
          "",
          "networks outside of the public internet, such as 10.20.0.0/16, that webhooks with"
              + " `private: true` may be sent to",
          Parser.networks());
  static final Setting<Duration> GIVE_UP =
      new Setting<>(
          "deliver.give-up",
          "duration",
          "5d",
          "how long the delivery of a trigger without an expiry is tried",
          Parser.duration());

  static final Setting<String> HOST =
      new Setting<>(
          "deliver.host",
          "address",
          "127.0.0.1",
          "where the delivery answers who asks for metrics and health",
          Parser.name("an address to listen on is not blank"));
  static final Setting<Integer> PORT =
      new Setting<>(
          "deliver.port",
          "number",
          "9250",
          "the port for that; 0 for a free one",
          Parser.integer(0, 65_535));

  static final List<Setting<?>> ALL = List.of(DESTINATIONS, NETWORKS, GIVE_UP, HOST, PORT);

  private DeliverTable() {}

  /** Reads the settings by a function that gives each its value. */
  static DeliverSettings read(ConsoleTable.Values values) {
    return new DeliverSettings(
        values.of(DESTINATIONS),
        values.of(NETWORKS),
        values.of(GIVE_UP),
        values.of(HOST),
        values.of(PORT));
  }
}

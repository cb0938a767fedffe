package io.waymark.console;

import java.util.List;
import java.util.Map;

/**
 * Where the console gets what the job writes.
 *
 * @param bootstrap brokers to start from
 * @param client properties for every client, such as {@code security.protocol}
 * @param topics by their full names, in the order in which they are shown
 */
public record Kafka(String bootstrap, Map<String, String> client, List<String> topics) {
  public Kafka {
    client = Map.copyOf(client);
    topics = List.copyOf(topics);
  }

  /** Without the properties, among which secrets may be. */
  @Override
  public String toString() {
    return "Kafka[" + bootstrap + ", " + topics + "]";
  }
}

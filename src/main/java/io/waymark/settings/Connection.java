package io.waymark.settings;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The connection to Kafka: the properties of every client of ours.
 *
 * @param bootstrap brokers to start from
 * @param client properties for every client, such as {@code security.protocol}; references to
 *     {@link Secrets} among them are resolved by the client itself
 */
public record Connection(String bootstrap, Map<String, String> client) implements Serializable {
  private static final long serialVersionUID = 1;

  public Connection {
    client = Map.copyOf(client);
  }

  /**
   * Returns the properties of a client that has no others; a new map, to which more may be added.
   */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>(client);
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return properties;
  }

  /** Leaves out the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "Connection[" + bootstrap + "]";
  }
}

package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final Connection CONNECTION =
      new Connection("broker:9092", Map.of("sasl.jaas.config", "hidden"));

  @Test
  void showsNoProperties() {
    assertThat(CONNECTION).hasToString("Connection[broker:9092]");
  }

  @Test
  void handsOutPropertiesThatMoreMayBeAddedTo() {
    Map<String, Object> properties = CONNECTION.properties();
    properties.put("group.id", "g");

    assertThat(CONNECTION.properties())
        .isEqualTo(Map.of("bootstrap.servers", "broker:9092", "sasl.jaas.config", "hidden"));
  }

  @Test
  void doesNotChangeWithTheMapItWasMadeOf() {
    Map<String, String> given = new HashMap<>();
    Connection connection = new Connection("broker:9092", given);
    given.put("security.protocol", "SSL");

    assertThat(connection.client()).isEmpty();
  }
}

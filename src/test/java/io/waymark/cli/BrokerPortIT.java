package io.waymark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.lab.broker.EmbeddedBroker;
import io.waymark.lab.broker.PortTakenException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerPortIT {
  @TempDir private Path data;
  private final List<String> said = new ArrayList<>();

  @Test
  void keepsThePortOfTheLastStartWhereItIsFree() throws Exception {
    int first = start(null);
    int second = start(null);

    assertThat(second).isEqualTo(first);
    assertThat(said).isEmpty();

    int third;
    try (ServerSocket other = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      third = start(null);
      assertThat(third).isNotEqualTo(other.getLocalPort());
      assertThat(said)
          .containsExactly(
              "Kafka's last port, "
                  + first
                  + ", is taken, so it gets another; --kafka-port N chooses one");

      assertThatThrownBy(() -> start(first))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + first + " on 127.0.0.1 is taken");
    }
    assertThat(start(first)).isEqualTo(first);
    assertThat(data.resolve(BrokerPort.FILE)).hasContent(first + "\n");
  }

  @Test
  void saysThatAFileHoldsNoPortAndTakesAFreeOne() throws Exception {
    Files.writeString(data.resolve(BrokerPort.FILE), "ninety\n");

    assertThat(start(null)).isPositive();

    assertThat(said)
        .containsExactly(
            data.resolve(BrokerPort.FILE) + " holds no port, so Kafka gets a free one");
  }

  private int start(Integer asked) throws Exception {
    try (EmbeddedBroker broker =
        new BrokerPort(data, asked).start(data.resolve("kafka"), said::add)) {
      return broker.port();
    }
  }
}

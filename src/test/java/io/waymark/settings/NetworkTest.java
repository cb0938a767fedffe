package io.waymark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16, 10.20.255.255, true",
    "10.20.0.0/16, 10.21.0.0, false",
    "10.20.0.0/15, 10.21.0.0, true",
    "10.20.128.0/17, 10.20.127.255, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "fd00::/8, 10.0.0.1, false",
    "::1, ::1, true"
  })
  void containsTheAddressesThatShareItsLeadingBits(String text, String address, boolean contained)
      throws Exception {
    Network network = Network.parse(text).orElseThrow();

    assertThat(network.contains(InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "desk.example",
        "10.0.0.0/33",
        "::1/129",
        "10.0.0",
        "300.0.0.1",
        "10.0.0.0/",
        "a/8"
      })
  void refusesATextThatIsNone(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }
}

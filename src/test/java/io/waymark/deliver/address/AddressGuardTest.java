package io.waymark.deliver.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.settings.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard STRICT = new AddressGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "169.253.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "64:ff9b::808:808"
      })
  void letsThePublicInternetPass(String address) throws Exception {
    assertThat(STRICT.refusal(InetAddress.getByName(address))).isEmpty();
  }

  @Test
  void saysWhatARefusedAddressIs() throws Exception {
    assertThat(STRICT.refusal(InetAddress.getByName("10.1.2.3")))
        .contains("10.1.2.3 is a private address");
    assertThat(STRICT.refusal(InetAddress.getByName("64:ff9b::a9fe:a9fe")))
        .contains("169.254.169.254 is the metadata service of a cloud");
  }

  @Test
  void permitsTheNetworksOfASettingAndNoOther() throws Exception {
    AddressGuard guard =
        new AddressGuard(List.of(Network.of("10.20.0.0/16"), Network.of("fd00:1::/32")));

    assertThat(guard.refusal(InetAddress.getByName("10.20.255.1"))).isEmpty();
    assertThat(guard.refusal(InetAddress.getByName("fd00:1::7"))).isEmpty();
    assertThat(guard.refusal(InetAddress.getByName("10.21.0.1"))).isPresent();
    assertThat(guard.refusal(InetAddress.getByName("fd00:2::7"))).isPresent();
  }
}

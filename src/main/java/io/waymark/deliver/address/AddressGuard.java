package io.waymark.deliver.address;

import io.waymark.settings.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others, which are refused unless a setting
 * permits their network. The ranges are IANA's special-purpose registries (RFC 6890) and the
 * metadata services of clouds that have other addresses.
 */
public final class AddressGuard {
  private record Range(String name, List<Network> networks) {
    Range {
      networks = List.copyOf(networks);
    }
  }

  private static final List<Range> REFUSED =
      List.of(
          range("a loopback address", "127.0.0.0/8", "::1/128"),
          range(
              "the metadata service of a cloud",
              "169.254.169.254",
              "100.100.100.200",
              "168.63.129.16",
              "192.0.0.192",
              "fd00:ec2::254",
              "fd20:ce::254"),
          range("a link-local address", "169.254.0.0/16", "fe80::/10"),
          range("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fec0::/10"),
          range("a unique local address", "fc00::/7"),
          range("an address of carrier-grade NAT", "100.64.0.0/10"),
          range("a multicast address", "224.0.0.0/4", "ff00::/8"),
          range("no address of a host", "0.0.0.0/8", "240.0.0.0/4", "::/128", "100::/64"),
          range(
              "an address for documentation or tests",
              "192.0.2.0/24",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "198.18.0.0/15",
              "2001:db8::/32",
              "3fff::/20"),
          range("an address of a protocol", "192.0.0.0/24", "192.88.99.0/24", "2001::/23"),
          range("a 6to4 address", "2002::/16"),
          range("an address that holds an IPv4 address", "::/96", "64:ff9b:1::/48"),
          range("a segment-routing address", "5f00::/16"));

  /** The prefix of NAT64, which reaches the IPv4 address in its last four bytes. */
  private static final Network NAT64 = Network.of("64:ff9b::/96");

  private static final int IPV4_BYTES = 4;

  private final List<Network> permitted;

  /** Creates a guard that lets pass the public internet and the networks of a setting. */
  public AddressGuard(List<Network> permitted) {
    this.permitted = List.copyOf(permitted);
  }

  /** Returns why an address is refused; empty for one that may be connected to. */
  public Optional<String> refusal(InetAddress address) {
    if (permitted.stream().anyMatch(network -> network.contains(address))) {
      return Optional.empty();
    }
    if (NAT64.contains(address)) {
      return refusal(inner(address));
    }
    return REFUSED.stream()
        .filter(range -> range.networks().stream().anyMatch(each -> each.contains(address)))
        .map(range -> address.getHostAddress() + " is " + range.name())
        .findFirst();
  }

  private static InetAddress inner(InetAddress nat64) {
    byte[] bytes = nat64.getAddress();
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static Range range(String name, String... networks) {
    return new Range(name, Stream.of(networks).map(Network::of).toList());
  }
}

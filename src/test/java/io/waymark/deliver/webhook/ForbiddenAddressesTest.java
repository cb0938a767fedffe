package io.waymark.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.address.AddressGuard;
import io.waymark.deliver.address.GuardedResolver;
import io.waymark.deliver.lane.Answer;
import io.waymark.deliver.lane.Clocks;
import io.waymark.settings.Network;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and names behind which something inside could be reached: none is connected to. */
class ForbiddenAddressesTest {
  private static final WebhookRequest REQUEST =
      new WebhookRequest("t1", "{}".getBytes(StandardCharsets.UTF_8), "application/json", Map.of());
  private static final Signatures UNSIGNED = new Signatures(List.of());

  /** The addresses that the client was given; it connects to no other. */
  private final List<InetAddress> handedOut = new CopyOnWriteArrayList<>();

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private record Watched(DnsResolver resolver, List<InetAddress> handedOut) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = resolver.resolve(host);
      handedOut.addAll(List.of(addresses));
      return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      return resolver.resolveCanonicalHostname(host);
    }
  }

  /** Knows some names; literals, in all spellings that the platform takes, are its own. */
  private static final class Names implements DnsResolver {
    private final Map<String, Deque<String>> known = new HashMap<>();

    Names with(String name, String... answers) {
      known.put(name, new ArrayDeque<>(List.of(answers)));
      return this;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      Deque<String> answers = known.get(host);
      if (answers == null) {
        return SystemDefaultDnsResolver.INSTANCE.resolve(host);
      }
      String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
      InetAddress[] addresses =
          Arrays.stream(answer.split(" ")).map(Names::address).toArray(InetAddress[]::new);
      return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }

    private static InetAddress address(String literal) {
      try {
        return InetAddress.getByName(literal);
      } catch (UnknownHostException e) {
        throw new AssertionError(literal, e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,",
    "127.255.255.254,",
    "127.1,",
    "2130706433,",
    "0.0.0.0,",
    "0,",
    "10.0.0.1,",
    "10.255.255.255,",
    "172.16.0.1,",
    "172.31.255.255,",
    "192.168.1.1,",
    "169.254.169.254,",
    "169.254.0.1,",
    "2852039166,",
    "100.64.0.1,",
    "100.100.100.200,",
    "168.63.129.16,",
    "192.0.0.192,",
    "198.18.0.1,",
    "192.0.0.8,",
    "192.0.2.1,",
    "192.88.99.1,",
    "198.51.100.1,",
    "203.0.113.1,",
    "240.0.0.1,",
    "224.0.0.1,",
    "239.255.255.250,",
    "255.255.255.255,",
    "[::1],",
    "[::],",
    "[::ffff:127.0.0.1],",
    "[::ffff:a9fe:a9fe],",
    "[::127.0.0.1],",
    "[fe80::1],",
    "[fec0::1],",
    "[fc00::1],",
    "[fd00:ec2::254],",
    "[fd20:ce::254],",
    "[100::1],",
    "[2001:db8::1],",
    "[3fff::1],",
    "[5f00::1],",
    "[ff02::1],",
    "[2002:7f00:1::],",
    "[2001:0:53aa:64c:0:fbff:80ff:fffe],",
    "[64:ff9b::7f00:1],",
    "[64:ff9b:1::a00:1],",
    "localhost,",
    "inside.example, 10.0.0.7",
    "loopback.example, 127.0.0.1",
    "mapped.example, ::ffff:127.0.0.1",
    "metadata.example, 169.254.169.254",
    "half.example, 93.184.215.14 127.0.0.1",
    "six.example, 2606:4700::1111 ::1"
  })
  void isNotConnectedTo(String host, String addresses) throws Exception {
    Names names = new Names();
    if (addresses != null) {
      names.with(host, addresses);
    }

    try (CountingServer server = new CountingServer(null, socket -> {});
        WebhookClient client = client(names, List.of())) {
      Answer answer = send(client, host, server.port());

      assertThat(answer.cause()).as(answer.reason()).isEqualTo(Answer.Cause.FORBIDDEN_ADDRESS);
      assertThat(answer.reason()).startsWith("no connection to " + host + ": ");
      assertThat(handedOut).as("addresses that a socket can be made for").isEmpty();
      assertThat(server.connections()).isZero();
    }
  }

  /**
   * Platforms differ in whether they take these for numbers; taken for a name, they are unknown.
   */
  @ParameterizedTest
  @CsvSource({
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "0x7f.0x0.0x0.0x1",
    "127.0.0.1%00.example"
  })
  void oddSpellingsAreNotConnectedToEither(String host) throws Exception {
    Names names = new Names().with("127.0.0.1%00.example", "127.0.0.1");
    try (CountingServer server = new CountingServer(null, socket -> {});
        WebhookClient client = client(names, List.of())) {
      String url = "http://" + host + ":" + server.port() + "/";
      if (isUrl(url)) {
        assertThat(send(client, host, server.port()).kind()).isEqualTo(Answer.Kind.FAILED);
      }
      assertThat(handedOut).noneMatch(InetAddress::isLoopbackAddress);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void connectsToTheVeryAddressThatWasChecked() throws Exception {
    InetAddress permitted = InetAddress.getByName("127.0.0.2");
    Names names = new Names().with("rebinding.example", "127.0.0.2", "127.0.0.1");

    try (CountingServer server = new CountingServer(permitted, ForbiddenAddressesTest::accept);
        WebhookClient client = client(names, List.of(Network.of("127.0.0.2/32")))) {
      Answer first = send(client, "rebinding.example", server.port());
      Answer second = send(client, "rebinding.example", server.port());

      assertThat(first.kind()).as(first.reason()).isEqualTo(Answer.Kind.DELIVERED);
      assertThat(second.reason())
          .startsWith("no connection to rebinding.example: 127.0.0.1 is a loopback address");
      assertThat(handedOut).containsExactly(permitted);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static void accept(java.net.Socket connection) throws java.io.IOException {
    connection.getInputStream().read(new byte[10_000]);
    connection
        .getOutputStream()
        .write(
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
  }

  private WebhookClient client(DnsResolver names, List<Network> permitted) {
    GuardedResolver guarded = new GuardedResolver(names, new AddressGuard(permitted));
    return new WebhookClient(
        new Watched(guarded, handedOut),
        10,
        timer,
        Clocks.of(Clock.systemUTC()),
        WebhookClient.TOTAL);
  }

  private static Answer send(WebhookClient client, String host, int port) {
    return client.send(
        REQUEST, URI.create("http://" + host + ":" + port + "/"), UNSIGNED, Long.MAX_VALUE);
  }

  private static boolean isUrl(String text) {
    try {
      return URI.create(text).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

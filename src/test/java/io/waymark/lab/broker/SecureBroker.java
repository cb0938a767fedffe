package io.waymark.lab.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;

/**
 * The broker of {@link EmbeddedBroker} with a second listener, which speaks TLS and asks for a user
 * by SCRAM-SHA-512, and with ACLs. Whoever comes by the first, plain one may do everything: it is
 * the test's own.
 */
public final class SecureBroker implements AutoCloseable {
  private static final String SECURE = "SECURE";
  private static final String OF_SECURE = "listener.name.secure.";

  private final String plain;
  private final String secure;
  private final SingleNode node;

  private SecureBroker(String plain, String secure, SingleNode node) {
    this.plain = plain;
    this.secure = secure;
    this.node = node;
  }

  /**
   * Returns when the broker takes requests.
   *
   * @param keys PKCS12, of the broker
   */
  public static SecureBroker start(Path folder, Path keys, String password) throws IOException {
    Storage.formatUnlessFormatted(folder);
    LoopbackSockets sockets = LoopbackSockets.bind(0);
    ServerSocketChannel third = ServerSocketChannel.open();
    third.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    third.configureBlocking(false);
    String secure = "127.0.0.1:" + third.socket().getLocalPort();
    Map<String, String> settings = BrokerSettings.of(folder, sockets);
    String listener = "," + SECURE + "://" + secure;
    settings.merge("listeners", listener, String::concat);
    settings.merge("advertised.listeners", listener, String::concat);
    settings.merge("listener.security.protocol.map", "," + SECURE + ":SASL_SSL", String::concat);
    settings.putAll(security(keys, password));
    SingleNode node =
        SingleNode.start(
            new KafkaConfig(settings, false),
            (name, address, backlog, size) ->
                name.equals(SECURE)
                    ? third
                    : sockets.openServerSocket(name, address, backlog, size));
    return new SecureBroker(sockets.brokerAddress(), secure, node);
  }

  private static Map<String, String> security(Path keys, String password) {
    return Map.of(
        "authorizer.class.name",
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users",
        "User:ANONYMOUS",
        OF_SECURE + "sasl.enabled.mechanisms",
        "SCRAM-SHA-512",
        OF_SECURE + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        OF_SECURE + "ssl.keystore.type",
        "PKCS12",
        OF_SECURE + "ssl.keystore.location",
        keys.toString(),
        OF_SECURE + "ssl.keystore.password",
        password);
  }

  /** Returns the {@code bootstrap.servers} of the test's own clients. */
  public String plain() {
    return plain;
  }

  /** Returns the {@code bootstrap.servers} of the job. */
  public String secure() {
    return secure;
  }

  @Override
  public void close() {
    node.close();
  }
}

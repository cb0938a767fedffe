package io.waymark.lab.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before Kafka starts.
 *
 * <p>Kafka must be told its own addresses in its configuration. Binding first gives free ports that
 * nobody can take in between, and turns a taken port into an exception here instead of a fault
 * inside Kafka.
 */
record LoopbackSockets(ServerSocketChannel broker, ServerSocketChannel controller)
    implements ServerSocketFactory, AutoCloseable {
  static final String BROKER = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";
  private static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /**
   * Binds the broker to {@code port}, or to a free one if it is 0, and the controller to a free
   * one.
   */
  static LoopbackSockets bind(int port) throws IOException {
    ServerSocketChannel broker = bound(port);
    try {
      return new LoopbackSockets(broker, bound(0));
    } catch (IOException failed) {
      broker.close();
      throw failed;
    }
  }

  private static ServerSocketChannel bound(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      channel.configureBlocking(false);
      return channel;
    } catch (BindException taken) {
      channel.close();
      throw new PortTakenException(HOST, port, taken);
    }
  }

  String brokerAddress() {
    return HOST + ":" + broker.socket().getLocalPort();
  }

  String controllerAddress() {
    return HOST + ":" + controller.socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return listener.equals(CONTROLLER) ? controller : broker;
  }

  @Override
  public void close() throws IOException {
    broker.close();
    controller.close();
  }
}

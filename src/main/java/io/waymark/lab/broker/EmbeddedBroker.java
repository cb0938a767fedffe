package io.waymark.lab.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A Kafka broker, its own controller, in this process.
 *
 * <p>The first start in a folder formats it; later starts find the topics and records again,
 * perhaps under another port.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final FolderLock lock;
  private final String bootstrap;
  private final SingleNode node;

  private EmbeddedBroker(FolderLock lock, String bootstrap, SingleNode node) {
    this.lock = lock;
    this.bootstrap = bootstrap;
    this.node = node;
  }

  /**
   * Returns when the broker takes requests.
   *
   * @param port on loopback; 0 for a free one
   * @throws FolderInUseException if another Waymark runs in the folder
   * @throws PortTakenException if another process listens on the port
   */
  public static EmbeddedBroker start(Path folder, int port) throws IOException {
    Path absolute = folder.toAbsolutePath();
    FolderLock lock = FolderLock.take(absolute);
    try {
      Storage.formatUnlessFormatted(absolute);
      LoopbackSockets sockets = LoopbackSockets.bind(port);
      return new EmbeddedBroker(lock, sockets.brokerAddress(), node(absolute, sockets));
    } catch (IOException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  private static SingleNode node(Path folder, LoopbackSockets sockets) throws IOException {
    try {
      return SingleNode.start(new KafkaConfig(BrokerSettings.of(folder, sockets), false), sockets);
    } catch (RuntimeException failed) {
      sockets.close();
      throw failed;
    }
  }

  /** Returns the {@code bootstrap.servers} of clients. */
  public String bootstrap() {
    return bootstrap;
  }

  /** Returns the port on loopback that the broker listens on. */
  public int port() {
    return Integer.parseInt(bootstrap.substring(bootstrap.lastIndexOf(':') + 1));
  }

  /** Creates the topic unless it is there; one that is there stays as it is. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "topic " + name + " could not be created", failed.getCause());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      node.close();
    } finally {
      lock.close();
    }
  }
}

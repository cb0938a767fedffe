package io.waymark.lab.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's broker and controller, wired the way {@link KafkaRaftServer} wires them, with two
 * differences: the sockets come from outside, and a fault is logged and thrown, where Kafka would
 * end the whole process.
 */
record SingleNode(ControllerServer controller, BrokerServer broker) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SingleNode.class);

  /** Starts the controller first, because the broker registers with it. */
  static SingleNode start(KafkaConfig config, ServerSocketFactory sockets) {
    SingleNode node = wire(config, sockets);
    try {
      node.controller.startup();
      node.broker.startup();
      return node;
    } catch (RuntimeException failed) {
      node.close();
      throw failed;
    }
  }

  private static SingleNode wire(KafkaConfig config, ServerSocketFactory sockets) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> found =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared =
        new SharedServer(
            config,
            found._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            (name, fatal, count) -> faults(name, count),
            sockets);
    return new SingleNode(
        new ControllerServer(shared, KafkaRaftServer.configSchema(), found._2()),
        new BrokerServer(shared));
  }

  private static FaultHandler faults(String name, Runnable count) {
    return (message, cause) -> {
      LOG.error("Kafka: {}: {}", name, message, cause);
      count.run();
      return new IllegalStateException(name + ": " + message, cause);
    };
  }

  /**
   * Ends broker and controller, and the threads of Kafka's metrics, which are one set for the whole
   * process and would outlive the broker.
   */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
    KafkaYammerMetrics.defaultRegistry().shutdown();
  }
}

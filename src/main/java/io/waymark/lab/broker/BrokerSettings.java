package io.waymark.lab.broker;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Kafka's configuration for one small node: what Kafka sizes for a server is cut down to what a
 * laptop can spare.
 */
final class BrokerSettings {
  static final int NODE = 1;

  private BrokerSettings() {}

  static Map<String, String> of(Path folder, LoopbackSockets sockets) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(identity(folder, sockets));
    settings.putAll(singleNode());
    settings.putAll(threads());
    settings.putAll(sizes());
    return settings;
  }

  private static Map<String, String> identity(Path folder, LoopbackSockets sockets) {
    String broker = LoopbackSockets.BROKER + "://" + sockets.brokerAddress();
    String controller = LoopbackSockets.CONTROLLER + "://" + sockets.controllerAddress();
    return Map.ofEntries(
        entry("process.roles", "broker,controller"),
        entry("node.id", String.valueOf(NODE)),
        entry("listeners", broker + "," + controller),
        entry("advertised.listeners", broker),
        entry("inter.broker.listener.name", LoopbackSockets.BROKER),
        entry("controller.listener.names", LoopbackSockets.CONTROLLER),
        entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        entry("controller.quorum.voters", NODE + "@" + sockets.controllerAddress()),
        entry("log.dirs", folder.toString()));
  }

  /**
   * Returns the settings of a single node, which has no replicas and needs no heartbeats in the
   * metadata log. After a kill the controller waits out the dead broker's session before it lets
   * the new one in: three seconds instead of nine.
   */
  private static Map<String, String> singleNode() {
    return Map.ofEntries(
        entry("auto.create.topics.enable", "false"),
        entry("default.replication.factor", "1"),
        entry("offsets.topic.replication.factor", "1"),
        entry("offsets.topic.num.partitions", "1"),
        entry("transaction.state.log.replication.factor", "1"),
        entry("transaction.state.log.min.isr", "1"),
        entry("transaction.state.log.num.partitions", "1"),
        entry("group.initial.rebalance.delay.ms", "0"),
        entry("metadata.max.idle.interval.ms", "0"),
        entry("broker.session.timeout.ms", "3000"),
        entry("broker.heartbeat.interval.ms", "500"));
  }

  private static Map<String, String> threads() {
    return Map.ofEntries(
        entry("num.network.threads", "1"),
        entry("num.io.threads", "2"),
        entry("background.threads", "1"),
        entry("num.recovery.threads.per.data.dir", "1"),
        entry("group.coordinator.threads", "1"),
        entry("group.coordinator.background.threads", "1"),
        entry("share.coordinator.threads", "1"),
        entry("log.cleaner.threads", "1"));
  }

  private static Map<String, String> sizes() {
    return Map.ofEntries(
        entry("log.segment.bytes", mebibytes(64)),
        entry("log.index.size.max.bytes", mebibytes(1)),
        entry("offsets.topic.segment.bytes", mebibytes(16)),
        entry("transaction.state.log.segment.bytes", mebibytes(16)),
        entry("log.cleaner.dedupe.buffer.size", mebibytes(4)));
  }

  private static String mebibytes(int count) {
    return String.valueOf(count * 1024 * 1024);
  }
}

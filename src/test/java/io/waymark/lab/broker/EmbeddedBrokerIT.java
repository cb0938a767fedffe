package io.waymark.lab.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path folder;

  @Test
  void keepsTopicsAndRecordsOverARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      broker.createTopic("orders", 3, Map.of("cleanup.policy", "compact"));
      new BrokerClient(broker).send("orders", "before");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      BrokerClient client = new BrokerClient(broker);
      broker.createTopic("orders", 1, Map.of());
      client.send("orders", "after");

      assertThat(client.partitions("orders")).isEqualTo(3);
      assertThat(client.read("orders", 2, Map.of())).containsExactly("before", "after");
    }
  }

  @Test
  void carriesTransactions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      BrokerClient client = new BrokerClient(broker);
      broker.createTopic("orders", 1, Map.of());

      try (KafkaProducer<String, String> shop =
          client.producer(Map.of("transactional.id", "shop"))) {
        shop.initTransactions();
        shop.beginTransaction();
        shop.send(new ProducerRecord<>("orders", "key", "aborted")).get();
        shop.abortTransaction();
        shop.beginTransaction();
        shop.send(new ProducerRecord<>("orders", "key", "committed")).get();
        shop.commitTransaction();
      }

      assertThat(client.read("orders", 1, Map.of("isolation.level", "read_committed")))
          .containsExactly("committed");
    }
  }

  @Test
  void takesMessagesAsLargeAsOtherBrokersByDefaultAndNoLarger() throws Exception {
    String large = "x".repeat(1024 * 1024 - 1024);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      BrokerClient client = new BrokerClient(broker);
      broker.createTopic("orders", 1, Map.of());

      try (KafkaProducer<String, String> shop =
          client.producer(Map.of("max.request.size", 8 * 1024 * 1024))) {
        shop.send(new ProducerRecord<>("orders", "key", large)).get();

        assertThatThrownBy(
                () -> shop.send(new ProducerRecord<>("orders", "key", large + large)).get())
            .hasCauseInstanceOf(RecordTooLargeException.class);
      }

      assertThat(client.read("orders", 1, Map.of())).containsExactly(large);
    }
  }

  @Test
  void refusesASecondBrokerInTheSameFolder() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {

      assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(
              folder + " is in use by another Waymark; stop it or choose another --data folder");

      broker.createTopic("the-first-is-well", 1, Map.of());
    }
  }

  @Test
  void listensWhereItIsToldAndSaysWhenThatIsTaken() throws Exception {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = other.getLocalPort();

      assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "port %d on 127.0.0.1 is taken; stop what listens there or choose another", port);
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
      assertThat(broker.bootstrap()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void stopsSoonAndLeavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
    broker.createTopic("orders", 1, Map.of());
    new BrokerClient(broker).send("orders", "one");

    long closing = System.nanoTime();
    broker.close();

    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(5));
    Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
    left.removeAll(before);
    assertThat(left).filteredOn(Thread::isAlive).isEmpty();
  }
}

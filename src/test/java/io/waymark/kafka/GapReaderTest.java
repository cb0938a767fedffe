package io.waymark.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GapReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("rules", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  @Test
  void saysHowFarThereIsNothing() {
    try (GapReader reader = new GapReader("rules", consumer)) {
      assertThat(reader.emptyUpTo(Map.of(0, 7L))).containsExactly(Map.entry(0, 7L));
    }
  }

  @Test
  void findsARecordWhereOneWasFoundBefore() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.assign(Set.of(PARTITION));
    consumer.addRecord(record(0));
    try (GapReader reader = new GapReader("rules", consumer)) {
      assertThat(reader.emptyUpTo(Map.of(0, 0L))).isEmpty();

      consumer.addRecord(record(1));

      assertThat(reader.emptyUpTo(Map.of(0, 1L))).isEmpty();
      assertThat(reader.emptyUpTo(Map.of(0, 2L))).containsExactly(Map.entry(0, 2L));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("rules", 0, offset, new byte[0], new byte[0]);
  }
}

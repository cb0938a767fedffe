package io.waymark.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.deliver.ParkedTopic.News;
import io.waymark.kafka.ParkedRecords;
import io.waymark.kafka.ParkedTrigger;
import io.waymark.model.EndpointStatus;
import io.waymark.model.EndpointStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** A process follows the topic of parked triggers, and statuses that contradict each other. */
class ParkedTopicTest {
  private static final TopicPartition STATUSES = new TopicPartition("deliveries-parked", 0);
  private static final EndpointStatus DISABLED =
      new EndpointStatus("desk", State.DISABLED, 1_000, "by ann");
  private static final EndpointStatus ENABLED =
      new EndpointStatus("desk", State.LIVE, 3_000, "by ann");
  private static final EndpointStatus PROBED =
      new EndpointStatus("desk", State.LIVE, 2_000, "a probe was delivered");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final ParkedTopic topic = new ParkedTopic(consumer, "deliveries-parked", "me");
  private long end;

  @Test
  void aPersonsWordHoldsThoughAProcessWritesBeforeItHasReadIt() {
    follow();

    write(ParkedRecords.statusByHand("", DISABLED));
    write(ParkedRecords.status("", PROBED, "other", 0));

    assertThat(topic.follow()).containsExactly(new News.Status(DISABLED, true));
    assertThat(topic.statusesRead()).isEqualTo(2);
  }

  @Test
  void aPersonsWordHoldsAlsoOverWhatThisProcessHasWritten() {
    follow();

    write(ParkedRecords.status("", PROBED, "me", 0));
    assertThat(topic.follow()).isEmpty();
    write(ParkedRecords.statusByHand("", DISABLED));
    assertThat(topic.follow()).containsExactly(new News.Status(DISABLED, false));
    write(ParkedRecords.status("", PROBED, "me", 1));
    assertThat(topic.follow()).containsExactly(new News.Status(DISABLED, true));
  }

  @Test
  void aProcessThatHasReadAPersonsWordMayGoOnFromThere() {
    follow();

    write(ParkedRecords.statusByHand("", ENABLED));
    write(ParkedRecords.status("", PROBED, "other", 1));

    assertThat(topic.follow()).containsExactly(new News.Status(PROBED, false));
  }

  @Test
  void theLastWordOfAPersonIsTheOneThatHolds() {
    follow();

    write(ParkedRecords.statusByHand("", DISABLED));
    write(ParkedRecords.status("", PROBED, "other", 0));
    write(ParkedRecords.statusByHand("", ENABLED));
    write(ParkedRecords.status("", DISABLED, "other", 2));

    assertThat(topic.follow()).containsExactly(new News.Status(ENABLED, true));
  }

  @Test
  void aStartFindsThePersonsWordAndHasItWrittenAgainUntilItIsTheLast() {
    List<ProducerRecord<byte[], byte[]>> records =
        new java.util.ArrayList<>(
            List.of(
                ParkedRecords.statusByHand("", DISABLED),
                ParkedRecords.status("", PROBED, "killed", 0)));

    assertThat(load(records).statuses()).containsExactly(new News.Status(DISABLED, true));
    records.add(ParkedRecords.status("", DISABLED, "me", 2));
    assertThat(load(records).statuses()).containsExactly(new News.Status(DISABLED, false));
  }

  @Test
  void theLastRecordHoldsWhereAnEarlierVersionWroteIt() {
    List<ProducerRecord<byte[], byte[]>> records =
        List.of(
            ParkedRecords.statusByHand("", DISABLED), ParkedRecords.status("", PROBED, "old", 0));
    records.get(1).headers().remove("read");

    assertThat(load(records).statuses()).containsExactly(new News.Status(PROBED, false));
  }

  @Test
  void saysWhetherMoreIsThereThanWasFollowed() {
    follow();
    assertThat(topic.isBehind()).isFalse();

    consumer.updateEndOffsets(Map.of(STATUSES, 2L));
    write(park("a"));
    assertThat(topic.follow()).hasSize(1);
    assertThat(topic.isBehind()).isTrue();
    write(park("b"));
    assertThat(topic.follow()).hasSize(1);
    assertThat(topic.isBehind()).isFalse();
  }

  private static ProducerRecord<byte[], byte[]> park(String id) {
    return ParkedRecords.park(
        "", new ParkedTrigger(id, "desk", "ann", 0, 3, 9_000), new byte[] {'{'}, "away", "other");
  }

  /** Begins to follow a topic without records. */
  private void follow() {
    consumer.updateBeginningOffsets(Map.of(STATUSES, 0L));
    consumer.updateEndOffsets(Map.of(STATUSES, 0L));
    assertThat(topic.load(0).statuses()).isEmpty();
  }

  private void write(ProducerRecord<byte[], byte[]> record) {
    consumer.addRecord(read(record, end++));
  }

  private static ParkedTopic.Contents load(List<ProducerRecord<byte[], byte[]>> records) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(STATUSES, 0L));
    consumer.updateEndOffsets(Map.of(STATUSES, (long) records.size()));
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < records.size(); i++) {
            consumer.addRecord(read(records.get(i), i));
          }
        });
    return new ParkedTopic(consumer, "deliveries-parked", "me").load(0);
  }

  private static ConsumerRecord<byte[], byte[]> read(
      ProducerRecord<byte[], byte[]> record, long offset) {
    return new ConsumerRecord<>(
        STATUSES.topic(),
        STATUSES.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}

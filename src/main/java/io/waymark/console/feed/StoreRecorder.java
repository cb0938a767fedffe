package io.waymark.console.feed;

import io.waymark.console.live.LiveMap;
import io.waymark.console.store.Batch;
import io.waymark.console.store.Policies;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.Rules;
import io.waymark.model.Digest;
import io.waymark.wire.MalformedDocumentException;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topic;
import io.waymark.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Keeps records in the store, and those of the journey map in memory. */
final class StoreRecorder implements Recorder {
  private final String prefix;
  private final RowStore store;
  private final LiveMap map;
  private final CutDiary diary = new CutDiary();
  private final Losses losses;

  /** The number of damaged files that were told about. */
  private int setAside;

  StoreRecorder(String prefix, RowStore store, LiveMap map, Losses losses) {
    this.prefix = prefix;
    this.store = store;
    this.map = map;
    this.losses = losses;
  }

  @Override
  public Map<Batch.Partition, Long> offsets() {
    return store.offsets();
  }

  @Override
  public void keep(Reading reading) {
    Batch batch = new Batch();
    for (ConsumerRecord<byte[], byte[]> record : reading.records()) {
      add(batch, record);
    }
    reading.next().forEach((partition, next) -> note(batch, partition, next));
    map.show().ifPresent(cut -> diary.write(cut).forEach(batch::add));
    if (!batch.isEmpty()) {
      store.write(batch);
    }
  }

  /** Leaves the map out, which is read as a whole by every console that starts. */
  private void note(Batch batch, TopicPartition partition, long next) {
    if (!is(Topics.JOURNEY_MAP, partition.topic())) {
      batch.read(partition.topic(), partition.partition(), next);
    }
  }

  private boolean is(Topic topic, String name) {
    return topic.name(prefix).equals(name);
  }

  private void add(Batch batch, ConsumerRecord<byte[], byte[]> record) {
    try {
      if (is(Topics.RULES, record.topic())) {
        addRule(batch, record);
      } else if (is(Topics.POLICY, record.topic())) {
        addPolicy(batch, record);
      } else if (is(Topics.DELIVERIES_PARKED, record.topic())) {
        ParkedReader.add(batch, record);
      } else if (record.value() != null) {
        addDocument(batch, record, record.value());
      }
    } catch (MalformedDocumentException e) {
      losses.addUnreadable(record, String.valueOf(e.getMessage()));
    }
  }

  private void addDocument(Batch batch, ConsumerRecord<byte[], byte[]> record, byte[] value)
      throws MalformedDocumentException {
    String topic = record.topic();
    String text = new String(value, StandardCharsets.UTF_8);
    if (is(Topics.APPLIED, topic)) {
      batch.add(read(Topics.APPLIED, value), record.offset(), text);
    } else if (is(Topics.TRIGGERS, topic)) {
      batch.add(read(Topics.TRIGGERS, value), text);
    } else if (is(Topics.DECISIONS, topic)) {
      batch.add(read(Topics.DECISIONS, value), text);
    } else if (is(Topics.TRANSITIONS, topic)) {
      batch.add(read(Topics.TRANSITIONS, value), text);
    } else if (is(Topics.DEAD_LETTERS, topic)) {
      batch.add(read(Topics.DEAD_LETTERS, value), text);
    } else if (is(Topics.DELIVERIES, topic)) {
      batch.add(
          Topics.DELIVERIES.document().read(value),
          "%d-%019d".formatted(record.partition(), record.offset()),
          text);
    } else if (is(Topics.RULE_STATUS, topic)) {
      batch.add(read(Topics.RULE_STATUS, value), text);
    } else if (is(Topics.RULE_OUTCOMES, topic)) {
      batch.add(read(Topics.RULE_OUTCOMES, value), text);
    } else if (is(Topics.JOURNEY_MAP, topic)) {
      map.add(read(Topics.JOURNEY_MAP, value));
    }
  }

  private static <T extends io.waymark.model.Outgoing> T read(OutputTopic<T> topic, byte[] value)
      throws MalformedDocumentException {
    return topic.document().read(value);
  }

  private static void addRule(Batch batch, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String text = utf8(record.value());
    batch.add(
        new Rules.Version(
            new String(record.key(), StandardCharsets.UTF_8),
            text == null ? "" : Digest.hex(text),
            record.timestamp(),
            header(record, RuleHeaders.AUTHOR),
            header(record, RuleHeaders.REASON),
            text));
  }

  private static void addPolicy(Batch batch, ConsumerRecord<byte[], byte[]> record) {
    String text = utf8(record.value());
    batch.add(
        new Policies.Version(
            text == null ? "" : Digest.hex(text),
            record.timestamp(),
            header(record, RuleHeaders.AUTHOR),
            header(record, RuleHeaders.REASON),
            text));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    String text = header == null ? null : utf8(header.value());
    return text == null ? "" : text;
  }

  private static @Nullable String utf8(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> mend() {
    if (store.isCorrupt()) {
      store.setAside();
    }
    List<String> all = store.wereSetAside();
    if (all.size() == setAside) {
      return Optional.empty();
    }
    setAside = all.size();
    return Optional.of(String.join("; ", all));
  }
}

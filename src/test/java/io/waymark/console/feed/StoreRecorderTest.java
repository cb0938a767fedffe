package io.waymark.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.live.LiveMap;
import io.waymark.console.store.Batch;
import io.waymark.console.store.Database;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps records in a store of SQLite. */
class StoreRecorderTest {
  @TempDir Path folder;
  private final Losses losses = new Losses();
  private RowStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void tellsOnceWhatWasDamagedWhenItWasOpened() throws Exception {
    open();
    store.close();
    Files.writeString(folder.resolve("rows.db"), "no database\n".repeat(1_000));
    Files.writeString(folder.resolve("kept.db"), "no database\n".repeat(1_000));

    StoreRecorder recorder = open();

    assertThat(recorder.mend())
        .hasValueSatisfying(
            says ->
                assertThat(says).contains("the damaged rows were", "; the damaged kept.db was"));
    assertThat(recorder.mend()).isEmpty();
  }

  @Test
  void countsWhatItCannotReadAndKeepsTheRest() {
    StoreRecorder recorder = open();
    TopicPartition triggers = new TopicPartition("triggers", 0);

    recorder.keep(
        new Recorder.Reading(
            List.of(
                record("triggers", 3, "no document"),
                record("rules", 0, "rule: r"),
                record("triggers", 4, "{}")),
            Map.of(triggers, 5L)));

    assertThat(losses.all()).containsExactly(new Loss("triggers", 2, "triggers-0@4", 0));
    assertThat(store.rules().newest("key")).isPresent();
    assertThat(store.offsets()).containsEntry(new Batch.Partition("triggers", 0), 5L);
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, String value) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        "key".getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8));
  }

  private StoreRecorder open() {
    store =
        RowStore.open(
            new StoreSettings(new Database.Sqlite(folder), Duration.ofDays(30), 1L << 40));
    return new StoreRecorder("", store, new LiveMap(), losses);
  }
}

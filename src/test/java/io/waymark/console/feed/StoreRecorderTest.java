package io.waymark.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.console.live.LiveMap;
import io.waymark.console.store.Database;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps records in a store of SQLite. */
class StoreRecorderTest {
  @TempDir Path folder;
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
            says -> assertThat(says).contains("the damaged rows were", "; the damaged kept.db was"));
    assertThat(recorder.mend()).isEmpty();
  }

  private StoreRecorder open() {
    store =
        RowStore.open(
            new StoreSettings(new Database.Sqlite(folder), Duration.ofDays(30), 1L << 40));
    return new StoreRecorder("", store, new LiveMap());
  }
}

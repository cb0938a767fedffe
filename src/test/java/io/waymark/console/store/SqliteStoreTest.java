package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.all;
import static io.waymark.console.store.StoredSamples.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in files of SQLite. */
class SqliteStoreTest extends OpenStore {
  @TempDir private Path folder;

  @Override
  Database fresh() {
    return new Database.Sqlite(folder.resolve("store"));
  }

  @Test
  void belongsToOneConsole() {
    assertThatThrownBy(() -> RowStore.open(settings(30, 1 << 30)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another console uses the store in " + folder.resolve("store"));
  }

  /** The first form had no replays. */
  @Test
  void opensWhatAnEarlierFormHasKept() throws Exception {
    store.audit().record(new Audit.Entry(NOON, "ann", "x", "y", "z"));
    store.close();
    String url = "jdbc:sqlite:" + folder.resolve("store/kept.db");
    try (Connection kept = DriverManager.getConnection(url);
        Statement statement = kept.createStatement()) {
      statement.execute("DROP TABLE replayed_letters");
      statement.execute("DROP TABLE policy_versions");
      statement.execute("UPDATE kept_meta SET value = '1' WHERE name = 'version'");
    }
    store = RowStore.open(settings(30, 1 << 30));

    store.deadLetters().keepReplayed(List.of("web-0@1"), NOON);

    assertThat(store.audit().page(Audit.Filter.ALL, PageRequest.first(1)).rows()).hasSize(1);
  }

  @Test
  void refusesALaterForm() throws Exception {
    store.close();
    String url = "jdbc:sqlite:" + folder.resolve("store/kept.db");
    try (Connection kept = DriverManager.getConnection(url);
        Statement statement = kept.createStatement()) {
      statement.execute("UPDATE kept_meta SET value = '9' WHERE name = 'version'");
    }

    assertThatThrownBy(() -> RowStore.open(settings(30, 1 << 30)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the store has the form 9, this console the form 3");
  }

  @Test
  void setsAFileAsideThatIsNoDatabase() throws Exception {
    store.close();
    Files.writeString(folder.resolve("store/rows.db"), "no database\n".repeat(1_000));
    store = RowStore.open(settings(30, 1 << 30));

    assertThat(store.offsets()).isEmpty();
    assertThat(store.wereSetAside())
        .singleElement()
        .asString()
        .startsWith("the damaged rows were renamed to ")
        .endsWith(" and are rebuilt from Kafka");
    assertThat(damaged("rows.db")).content().startsWith("no database");
    write(touchpoint("ann", "1", "t", NOON));
    assertThat(store.customers().state("ann")).isPresent();
  }

  @Test
  void saysWhatIsLostWhereItsAuditIsNoDatabase() throws Exception {
    write(touchpoint("ann", "1", "t", NOON));
    store.audit().record(new Audit.Entry(NOON, "ann", "x", "y", "z"));
    store.close();
    Files.writeString(folder.resolve("store/kept.db"), "no database\n".repeat(1_000));
    store = RowStore.open(settings(30, 1 << 30));

    assertThat(store.wereSetAside())
        .containsExactly(
            "the damaged kept.db was renamed to "
                + damaged("kept.db")
                + "; its audit, its history of rules and policies and what was replayed are missing"
                + " here: to have them back, stop the console and put a backup in its place");
    assertThat(damaged("kept.db")).content().startsWith("no database");
    assertThat(audit()).isEmpty();
    assertThat(store.customers().state("ann")).isPresent();
    store.audit().record(new Audit.Entry(NOON, "ann", "x", "y", "z"));
    assertThat(audit()).hasSize(1);
  }

  @Test
  void advisesNoRebuildWhereItsHistoryOfRulesIsDamaged() throws Exception {
    for (int i = 0; i < 500; i++) {
      store.rules().keep(new Rules.Version("r", "v", NOON + i, "", "", "z".repeat(1_000)));
    }
    store.close();
    damage(folder.resolve("store/kept.db"));
    store = RowStore.open(settings(30, 1 << 30));

    assertThatThrownBy(() -> all(request -> store.rules().versions("r", request), 200))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.KEPT_CORRUPT))
        .hasMessageContaining(
            "kept.db is damaged, and Kafka cannot rebuild the audit and the history in it: stop"
                + " the console and put a backup in its place")
        .hasMessageNotContaining("--rebuild");
    assertThat(store.isCorrupt()).isFalse();
  }

  private List<Audit.Entry> audit() {
    return store.audit().page(Audit.Filter.ALL, PageRequest.first(1)).rows();
  }

  /** Returns the one file of the store that was renamed. */
  private Path damaged(String name) throws Exception {
    try (Stream<Path> all = Files.list(folder.resolve("store"))) {
      List<Path> found =
          all.filter(each -> each.getFileName().toString().matches(name + ".damaged-.*Z")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void noticesDamageInTheMiddleAndBeginsAnew() throws Exception {
    for (int i = 0; i < 500; i++) {
      write(touchpoint("c-" + i, "e", "t", NOON));
    }
    store.audit().record(new Audit.Entry(NOON, "ann", "x", "y", "z"));
    store.close();
    damage(folder.resolve("store/rows.db"));
    store = RowStore.open(settings(30, 1 << 30));

    assertThatThrownBy(() -> all(request -> store.customers().beginningWith("", request), 200))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is damaged");
    assertThat(store.isCorrupt()).isTrue();
    store.setAside();

    assertThat(damaged("rows.db")).exists();
    assertThat(store.isCorrupt()).isFalse();
    assertThat(store.offsets()).isEmpty();
    write(touchpoint("ann", "1", "t", NOON));
    assertThat(store.customers().state("ann")).isPresent();
    assertThat(audit()).hasSize(1);
  }

  /** Leaves the pages of the schema and overwrites those that came later. */
  private static void damage(Path file) throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[4096];
      Arrays.fill(noise, (byte) 0x5a);
      for (long at = 45 * 4096; at + 4096 <= open.length(); at += 4096) {
        open.seek(at);
        open.write(noise);
      }
    }
    assertThat(Files.size(file)).isGreaterThan(50 * 4096);
    assertThat(new String(Files.readAllBytes(file), 0, 6, StandardCharsets.US_ASCII))
        .isEqualTo("SQLite");
  }

  @Test
  void saysThatItIsFullAndGoesOnWhenThereIsRoom() {
    write(touchpoint("ann", "1", "t", NOON));
    store.limitPages(60);

    assertThatThrownBy(this::fill)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL))
        .hasMessageContaining("no more room");
    assertThat(store.customers().state("ann")).isPresent();
    long stored = store.offsets().get(new Batch.Partition("applied", 0));
    store.limitPages(1_000_000);
    write(touchpoint("bob", "1", "t", NOON));

    assertThat(store.offsets().get(new Batch.Partition("applied", 0))).isGreaterThan(stored);
    assertThat(store.customers().state("bob")).isPresent();
  }

  private void fill() {
    for (int i = 0; i < 5_000; i++) {
      write(touchpoint("c-" + i, "e", "t", NOON));
    }
  }
}

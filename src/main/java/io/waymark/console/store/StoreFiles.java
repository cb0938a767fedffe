package io.waymark.console.store;

import io.waymark.console.store.StoreException.Kind;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The two halves of a store: rows, which Kafka can rebuild, and what is kept. In SQLite each is a
 * file, of which a damaged one is set aside; in PostgreSQL they are tables of one database.
 */
final class StoreFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

  private static final String ROWS = "rows.db";
  private static final String KEPT = "kept.db";

  /** The endings of the files that SQLite writes beside a database. */
  private static final List<String> ENDINGS = List.of("", "-wal", "-shm");

  private final Database database;
  private final @Nullable FileChannel lock;
  private final List<String> setAside = new CopyOnWriteArrayList<>();
  private final Connections kept;
  private volatile Connections rows;

  private StoreFiles(Database database, boolean isEmptied) {
    this.database = database;
    this.lock = database instanceof Database.Sqlite sqlite ? lock(sqlite.folder()) : null;
    try {
      if (isEmptied && database instanceof Database.Sqlite sqlite) {
        delete(sqlite.folder().resolve(ROWS));
      }
      this.rows = openOrSetAside(Schema.ROWS);
      this.kept = openOrSetAside(Schema.KEPT);
      if (isEmptied && database instanceof Database.Postgres) {
        Schema.ROWS.drop(rows);
        Schema.ROWS.ensure(rows);
      }
    } catch (RuntimeException e) {
      unlock();
      throw e;
    }
  }

  static StoreFiles open(Database database) {
    return new StoreFiles(database, false);
  }

  static StoreFiles openEmpty(Database database) {
    return new StoreFiles(database, true);
  }

  Connections rows() {
    return rows;
  }

  Connections kept() {
    return kept;
  }

  /** Returns which damaged files were renamed, and what is lost, in sentences for people. */
  List<String> wereSetAside() {
    return List.copyOf(setAside);
  }

  /** Renames the file of rows and begins a new one. */
  void setAside() {
    if (!(database instanceof Database.Sqlite sqlite)) {
      throw new StoreException(
          Kind.CORRUPT,
          "the store in "
              + database.name()
              + " is damaged: restore it, or drop its rows with waymark console --rebuild",
          null);
    }
    rows.close();
    rename(Schema.ROWS, sqlite.folder());
    rows = open(Schema.ROWS);
  }

  private Connections openOrSetAside(Schema schema) {
    try {
      return open(schema);
    } catch (StoreException e) {
      boolean isDamaged = e.kind() == Kind.CORRUPT || e.kind() == Kind.KEPT_CORRUPT;
      if (isDamaged && database instanceof Database.Sqlite sqlite) {
        rename(schema, sqlite.folder());
        return open(schema);
      }
      throw e;
    }
  }

  private Connections open(Schema schema) {
    Connections opened = connect(schema);
    try {
      schema.ensure(opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private Connections connect(Schema schema) {
    if (database instanceof Database.Sqlite sqlite) {
      return schema == Schema.ROWS
          ? Pools.sqlite(schema, sqlite.folder().resolve(ROWS), SynchronousMode.NORMAL)
          : Pools.sqlite(schema, sqlite.folder().resolve(KEPT), SynchronousMode.FULL);
    }
    return Pools.postgres(schema, (Database.Postgres) database);
  }

  private void rename(Schema schema, Path folder) {
    Path file = folder.resolve(schema == Schema.ROWS ? ROWS : KEPT);
    String time =
        DateTimeFormatter.ISO_INSTANT
            .format(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .replace(":", "");
    Path to = file.resolveSibling(file.getFileName() + ".damaged-" + time);
    try {
      for (String ending : ENDINGS) {
        Path from = Path.of(file + ending);
        if (Files.exists(from)) {
          Files.move(from, Path.of(to + ending));
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          Kind.AWAY, "the damaged " + file + " cannot be renamed; move it away by hand", e);
    }
    String done =
        schema == Schema.ROWS
            ? "the damaged rows were renamed to " + to + " and are rebuilt from Kafka"
            : "the damaged kept.db was renamed to "
                + to
                + "; its audit, its history of rules and policies and what was replayed are missing"
                + " here: to have them back, stop the console and put a backup in its place";
    LOG.warn("{}", done);
    setAside.add(done);
  }

  private static void delete(Path file) {
    try {
      for (String ending : ENDINGS) {
        boolean unused = Files.deleteIfExists(Path.of(file + ending));
      }
    } catch (IOException e) {
      throw new StoreException(Kind.AWAY, file + " cannot be deleted: " + FileFailure.reason(e), e);
    }
  }

  private static FileChannel lock(Path folder) {
    String taken =
        "another console uses the store in " + folder + "; stop it, or set console.store otherwise";
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new StoreException(Kind.TAKEN, taken, null);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw new StoreException(Kind.TAKEN, taken, e);
    } catch (IOException e) {
      throw new StoreException(
          Kind.AWAY,
          "the folder "
              + folder
              + " cannot be used: "
              + FileFailure.reason(e)
              + "; set console.store otherwise",
          e);
    }
  }

  private void unlock() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the lock of " + database.name() + " stays", e);
      }
    }
  }

  @Override
  public void close() {
    rows.close();
    kept.close();
    unlock();
  }
}

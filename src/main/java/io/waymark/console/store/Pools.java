package io.waymark.console.store;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** How the connections to each product are made. */
final class Pools {
  private static final int READERS = 6;
  private static final int PATIENCE_MILLIS = 5_000;

  /** Lets a page that changes often be copied from the log into the file once for many times. */
  private static final int CHECKPOINT_PAGES = 16_000;

  private static final int CACHE_KIB = 64 * 1024;
  private static final int LOG_BYTES = 256 << 20;

  private Pools() {}

  static Connections sqlite(Schema schema, Path file, SynchronousMode synchronous) {
    String name = "the store " + file;
    HikariConfig writer = of("waymark-writer", 1);
    writer.setDataSource(source(file, synchronous, CACHE_KIB));
    HikariConfig readers = of("waymark-readers", READERS);
    readers.setDataSource(source(file, synchronous, CACHE_KIB / READERS));
    readers.setConnectionInitSql("PRAGMA query_only = 1");
    return Connections.open(Product.SQLITE, schema, name, writer, readers);
  }

  private static SQLiteDataSource source(Path file, SynchronousMode synchronous, int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setCacheSize(-cacheKib);
    config.setJournalSizeLimit(LOG_BYTES);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    config.setTransactionMode(TransactionMode.DEFERRED);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  static Connections postgres(Schema schema, Database.Postgres database, int readers) {
    HikariConfig reading = of("waymark-readers", readers);
    reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    reading.setReadOnly(true);
    HikariConfig writing = of("waymark-writer", 1);
    for (HikariConfig each : new HikariConfig[] {writing, reading}) {
      each.setJdbcUrl(database.url());
      each.setUsername(database.user());
      each.setPassword(database.password());
      Properties properties = new Properties();
      properties.setProperty("ApplicationName", "waymark-console");
      properties.setProperty("defaultRowFetchSize", "1000");
      each.setDataSourceProperties(properties);
    }
    return Connections.open(
        Product.POSTGRES, schema, "the store in " + database.name(), writing, reading);
  }

  static Connections postgres(Schema schema, Database.Postgres database) {
    return postgres(schema, database, READERS);
  }

  private static HikariConfig of(String name, int most) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setInitializationFailTimeout(PATIENCE_MILLIS);
    return config;
  }
}

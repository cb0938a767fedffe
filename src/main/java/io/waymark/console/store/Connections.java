package io.waymark.console.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.waymark.console.store.StoreException.Kind;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/** One connection that writes and several that read, each use in a transaction of its own. */
final class Connections implements AutoCloseable {
  private final Product product;
  private final Schema schema;
  private final String name;
  private final HikariDataSource writer;
  private final HikariDataSource readers;
  private final Jdbi writing;
  private final Jdbi reading;

  private Connections(
      Product product,
      Schema schema,
      String name,
      HikariDataSource writer,
      HikariDataSource readers) {
    this.product = product;
    this.schema = schema;
    this.name = name;
    this.writer = writer;
    this.readers = readers;
    this.writing = jdbi(writer);
    this.reading = jdbi(readers);
  }

  /**
   * Opens the connections, of which the first is tried.
   *
   * @param schema the half of the store that they lead to
   * @throws StoreException if it cannot be had
   */
  static Connections open(
      Product product, Schema schema, String name, HikariConfig writer, HikariConfig readers) {
    try {
      HikariDataSource first = new HikariDataSource(writer);
      try {
        return new Connections(product, schema, name, first, new HikariDataSource(readers));
      } catch (PoolInitializationException e) {
        first.close();
        throw e;
      }
    } catch (PoolInitializationException e) {
      throw explained(product, schema, name, e);
    }
  }

  /** Takes SQL as it is, without templates in angle brackets. */
  private static Jdbi jdbi(HikariDataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.getConfig(SqlStatements.class)
        .setTemplateEngine((template, context) -> template)
        .setUnusedBindingAllowed(false);
    return jdbi;
  }

  Product product() {
    return product;
  }

  /** Reads in one view of the rows; again where a day was dropped in the middle. */
  <T> T read(Function<Handle, T> query) {
    try {
      return reading.inTransaction(query::apply);
    } catch (JdbiException e) {
      if (!isMissingTable(e)) {
        throw explained(e);
      }
    }
    try {
      return reading.inTransaction(query::apply);
    } catch (JdbiException e) {
      throw explained(e);
    }
  }

  void write(Consumer<Handle> work) {
    try {
      writing.useTransaction(work::accept);
    } catch (JdbiException e) {
      throw explained(e);
    }
  }

  private RuntimeException explained(RuntimeException e) {
    return explained(product, schema, name, e);
  }

  private static RuntimeException explained(
      Product product, Schema schema, String name, RuntimeException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      Kind kind = each instanceof SQLException cause ? schema.kind(product.kind(cause)) : null;
      if (kind != null) {
        String reason = String.valueOf(each.getMessage()).strip();
        return new StoreException(kind, name + " " + cure(product, kind) + " (" + reason + ")", e);
      }
    }
    return e;
  }

  private static String cure(Product product, Kind kind) {
    return switch (kind) {
      case FULL ->
          "has no more room: make room on its disk, or keep less with console.keep-bytes; nothing"
              + " is lost, as the rest waits in Kafka";
      case CORRUPT ->
          product == Product.SQLITE
              ? "is damaged: it is renamed and rebuilt from Kafka"
              : "is damaged: rebuild it from Kafka with waymark console --rebuild";
      case KEPT_CORRUPT ->
          product == Product.SQLITE
              ? "is damaged, and Kafka cannot rebuild the audit and the history in it: stop the"
                  + " console and put a backup in its place, or move it away to begin without"
              : "is damaged, and Kafka cannot rebuild the audit and the history in it: restore the"
                  + " database from a backup";
      case AWAY -> "does not answer or refuses: see that it runs and that this user may write";
      case TAKEN -> "is locked by another process: give each console its own store";
      case FOREIGN -> "is none of ours";
    };
  }

  private static boolean isMissingTable(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException found && Product.isMissingTable(found)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}

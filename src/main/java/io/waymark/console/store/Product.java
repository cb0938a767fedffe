package io.waymark.console.store;

import io.waymark.console.store.StoreException.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The few differences between the products; all other SQL is the same. */
enum Product {
  SQLITE("TEXT") {
    @Override
    long usedBytes(Handle handle) {
      return (number(handle, "PRAGMA page_count") - number(handle, "PRAGMA freelist_count"))
          * number(handle, "PRAGMA page_size");
    }

    @Override
    @Nullable Kind kind(SQLException e) {
      if (!(e instanceof SQLiteException failure)) {
        return e instanceof SQLTransientConnectionException ? Kind.AWAY : null;
      }
      return switch (SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xff)) {
        case SQLITE_FULL -> Kind.FULL;
        case SQLITE_CORRUPT, SQLITE_NOTADB -> Kind.CORRUPT;
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> Kind.AWAY;
        case SQLITE_BUSY, SQLITE_LOCKED -> Kind.TAKEN;
        default -> null;
      };
    }
  },

  POSTGRES("TEXT COLLATE \"C\"") {
    @Override
    long usedBytes(Handle handle) {
      return number(
          handle,
          "SELECT COALESCE(SUM(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
              + " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace");
    }

    @Override
    @Nullable Kind kind(SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.equals("53100")) {
        return Kind.FULL;
      }
      if (state.equals("XX001") || state.equals("XX002")) {
        return Kind.CORRUPT;
      }
      boolean isAway = state.matches("(08|28|3D|53|57P|25006|42501).*");
      return isAway || e instanceof SQLTransientConnectionException ? Kind.AWAY : null;
    }
  };

  /** The type of a text whose order is the order of its bytes. */
  private final String text;

  Product(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Returns the bytes of tables and indices, without free ones. */
  abstract long usedBytes(Handle handle);

  /** Returns the kind of trouble; null for a bug of ours. */
  abstract @Nullable Kind kind(SQLException e);

  /** Returns whether a table is missing, as after its day was dropped. */
  static boolean isMissingTable(SQLException e) {
    return "42P01".equals(e.getSQLState())
        || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no such table");
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }
}

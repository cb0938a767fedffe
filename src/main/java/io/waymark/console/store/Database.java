package io.waymark.console.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The product that holds the rows, and how it is reached. */
public sealed interface Database permits Database.Sqlite, Database.Postgres {
  /** Returns the name for people, without a password. */
  String name();

  /**
   * Two files of SQLite, {@code rows.db} and {@code kept.db}.
   *
   * @param folder is created where it is missing; belongs to one console at a time
   */
  record Sqlite(Path folder) implements Database {
    @Override
    public String name() {
      return "SQLite in " + folder;
    }
  }

  /**
   * A database of PostgreSQL, which belongs to one console at a time.
   *
   * @param url by JDBC; with {@code ?currentSchema=...} it may be one schema of several
   * @param user null where the URL has it, or none is needed
   */
  record Postgres(String url, @Nullable String user, @Nullable String password)
      implements Database {
    @Override
    public String name() {
      return "PostgreSQL at " + url.replaceFirst("\\?.*", "");
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
      return "Postgres[" + name() + "]";
    }
  }
}

package io.waymark.console.store;

import io.waymark.console.store.StoreException.Kind;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The tables that are always there, and the version of their form. */
enum Schema {
  ROWS("rows.sql", "meta", "offsets"),
  KEPT("kept.sql", "kept_meta", "audit");

  /** The version of all scripts; a change of any of them is a new one. */
  private static final String VERSION = "1";

  @SuppressWarnings("ImmutableEnumChecker") // A script is a list of texts that never changes.
  private final Script script;

  private final String meta;
  private final String probe;

  Schema(String script, String meta, String probe) {
    this.script = Script.of(script);
    this.meta = meta;
    this.probe = probe;
  }

  /** Creates the tables where there are none; refuses those of another version. */
  void ensure(Connections connections) {
    connections.write(
        handle -> {
          if (!isThere(handle, connections.product())) {
            script.run(handle, connections.product(), "");
            put(handle, "version", VERSION);
          }
          String found = get(handle, "version").orElse("none");
          if (!found.equals(VERSION)) {
            throw new StoreException(
                Kind.FOREIGN,
                "the store has the form "
                    + found
                    + ", this console the form "
                    + VERSION
                    + "; rebuild it from Kafka with waymark console --rebuild",
                null);
          }
          long unused = handle.createQuery("SELECT COUNT(*) FROM " + probe).mapTo(Long.class).one();
        });
  }

  private boolean isThere(Handle handle, Product product) {
    String sql =
        product == Product.SQLITE
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            : "SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE table_schema = current_schema() AND table_name = ?";
    return handle.createQuery(sql).bind(0, meta).mapTo(Long.class).one() > 0;
  }

  void put(Handle handle, String name, String value) {
    handle.execute(
        "INSERT INTO "
            + meta
            + " (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value);
  }

  Optional<String> get(Handle handle, String name) {
    return handle
        .createQuery("SELECT value FROM " + meta + " WHERE name = ?")
        .bind(0, name)
        .mapTo(String.class)
        .findOne();
  }

  /** Drops all tables, those of days among them. */
  void drop(Connections connections) {
    connections.write(
        handle -> {
          if (!isThere(handle, connections.product())) {
            return;
          }
          if (this == ROWS) {
            for (Family family : Family.values()) {
              family.drop(handle, List.copyOf(family.days(handle)));
            }
          }
          script.tables("").forEach(table -> handle.execute("DROP TABLE " + table));
        });
  }
}

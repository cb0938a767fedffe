package io.waymark.console.store;

import io.waymark.console.store.StoreException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are always there, and the version of their form: the number of scripts that made
 * them. A script that was released never changes; what is new is a script after it.
 */
enum Schema {
  ROWS("meta", "offsets", "rows.sql", "outcomes.sql", "endpoints.sql"),
  KEPT("kept_meta", "audit", "kept.sql", "replays.sql", "policies.sql");

  private final String meta;
  private final String probe;

  @SuppressWarnings("ImmutableEnumChecker") // A script is a list of texts that never changes.
  private final List<Script> scripts;

  Schema(String meta, String probe, String... scripts) {
    this.meta = meta;
    this.probe = probe;
    this.scripts = Stream.of(scripts).map(Script::of).toList();
  }

  /** Creates the tables that are missing; refuses those of a later version. */
  void ensure(Connections connections) {
    String version = Integer.toString(scripts.size());
    connections.write(
        handle -> {
          String found =
              isThere(handle, connections.product()) ? get(handle, "version").orElse("none") : "0";
          if (!found.equals(version)) {
            for (Script missing : missing(found)) {
              missing.run(handle, connections.product(), "");
            }
            put(handle, "version", version);
          }
          long unused = handle.createQuery("SELECT COUNT(*) FROM " + probe).mapTo(Long.class).one();
        });
  }

  private List<Script> missing(String version) {
    for (int made = 0; made < scripts.size(); made++) {
      if (version.equals(Integer.toString(made))) {
        return scripts.subList(made, scripts.size());
      }
    }
    throw new StoreException(
        Kind.FOREIGN,
        "the store has the form "
            + version
            + ", this console the form "
            + scripts.size()
            + "; "
            + (this == ROWS
                ? "rebuild it from Kafka with waymark console --rebuild"
                : "run a console of the version that wrote its audit and history"),
        null);
  }

  private boolean isThere(Handle handle, Product product) {
    String sql =
        product == Product.SQLITE
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            : "SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE table_schema = current_schema() AND table_name = ?";
    return handle.createQuery(sql).bind(0, meta).mapTo(Long.class).one() > 0;
  }

  /** Returns the kind of trouble with this half of the store, of which Kafka can rebuild rows. */
  @Nullable Kind kind(@Nullable Kind ofProduct) {
    return this == KEPT && ofProduct == Kind.CORRUPT ? Kind.KEPT_CORRUPT : ofProduct;
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
          scripts.stream()
              .flatMap(script -> script.tables("").stream())
              .forEach(table -> handle.execute("DROP TABLE " + table));
        });
  }
}

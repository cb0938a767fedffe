package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.DAY;
import static io.waymark.console.store.StoredSamples.NOON;
import static io.waymark.console.store.StoredSamples.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store in a PostgreSQL that the test starts, each test in a schema of its own. */
class PostgresStoreIT extends OpenStore {
  private static EmbeddedPostgres server;
  private static int schemas;

  private Database.Postgres database;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  Database fresh() throws SQLException {
    String schema = "s" + schemas++;
    execute("CREATE SCHEMA " + schema);
    database =
        new Database.Postgres(
            server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema, null, null);
    return database;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void noticesASecondConsoleBeforeItCountsTwice() {
    write(touchpoint("ann", "1", "t", NOON));
    try (RowStore second = RowStore.open(settings(30, 1L << 40))) {
      Batch batch = new Batch();
      batch.read("applied", 0, 5);
      second.write(batch);
    }

    assertThatThrownBy(() -> write(touchpoint("ann", "2", "t", NOON)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another console writes to PostgreSQL at ");
    assertThat(store.customers().state("ann").orElseThrow().touchpoints()).isEqualTo(1);
  }

  /** A disk that is full is played by the state that PostgreSQL gives then. */
  @Test
  void saysThatItIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    write(touchpoint("ann", "1", "t", NOON));
    String schema = database.url().replaceAll(".*currentSchema=", "");
    execute(
        "CREATE FUNCTION "
            + schema
            + ".full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
            + " 'could not extend file' USING ERRCODE = '53100'; END $$");
    String table = schema + ".touchpoints_" + NOON / DAY;
    execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON "
            + table
            + " EXECUTE FUNCTION "
            + schema
            + ".full_disk()");

    assertThatThrownBy(() -> write(touchpoint("bob", "1", "t", NOON)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL));
    execute("DROP TRIGGER full_disk ON " + table);
    write(touchpoint("bob", "2", "t", NOON));

    assertThat(store.customers().state("bob").orElseThrow().touchpoints()).isEqualTo(1);
  }
}

package io.waymark.console.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresKillIT extends StoreKillContract {
  private EmbeddedPostgres server;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  String fresh() {
    return server.getJdbcUrl("postgres", "postgres");
  }
}

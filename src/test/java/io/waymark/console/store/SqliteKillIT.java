package io.waymark.console.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteKillIT extends StoreKillContract {
  @TempDir private Path folder;

  @Override
  String fresh() {
    return folder.resolve("store").toString();
  }
}

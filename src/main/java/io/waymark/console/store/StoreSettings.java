package io.waymark.console.store;

import io.waymark.settings.ConsoleSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of the store.
 *
 * @param keep how long rows are kept, in whole days up to the newest touchpoint
 * @param bytes the space that rows may take; the oldest day is dropped when they take more
 */
public record StoreSettings(Database database, Duration keep, long bytes) {
  public StoreSettings {
    if (keep.toDays() < 1 || bytes < 1) {
      throw new IllegalArgumentException("rows are kept for at least a day and a byte");
    }
  }

  /**
   * Returns what the settings of the console say about its store.
   *
   * @throws IOException if the file with the password cannot be read
   */
  public static StoreSettings of(ConsoleSettings settings) throws IOException {
    String file = settings.storePasswordFile();
    Database database =
        settings.isPostgres()
            ? new Database.Postgres(
                settings.store(),
                settings.storeUser(),
                file == null ? null : ConsoleSettings.secretIn(file))
            : new Database.Sqlite(Path.of(settings.store()));
    return new StoreSettings(database, settings.keep(), settings.keepBytes());
  }

  int days() {
    return Math.toIntExact(Math.min(keep.toDays(), 3_650));
  }
}

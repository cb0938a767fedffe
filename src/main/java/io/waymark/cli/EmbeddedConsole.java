package io.waymark.cli;

import io.waymark.console.Console;
import io.waymark.console.access.UnusableAccessException;
import io.waymark.console.api.CannotListenException;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreSettings;
import io.waymark.settings.ConsoleSettings;
import io.waymark.settings.Settings;
import java.io.IOException;
import java.time.Clock;

/** The console beside a job in the same process. */
final class EmbeddedConsole {
  /** The ports that are tried, from the one of the settings on. */
  private static final int PORTS = 20;

  private EmbeddedConsole() {}

  /**
   * Starts the console.
   *
   * @param mayMove whether it may take a later port where the one of the settings is taken
   */
  static Console start(Settings settings, boolean mayMove)
      throws CannotListenException, UnusableAccessException, IOException {
    ConsoleSettings asked = settings.console();
    RowStore store = RowStore.open(StoreSettings.of(asked));
    boolean isStarted = false;
    try {
      Console console = start(settings, store, mayMove && asked.port() != 0 ? PORTS : 1);
      isStarted = true;
      return console;
    } finally {
      if (!isStarted) {
        store.close();
      }
    }
  }

  private static Console start(Settings settings, RowStore store, int ports)
      throws CannotListenException, UnusableAccessException {
    ConsoleSettings asked = settings.console();
    for (int next = 0; ; next++) {
      try {
        return Console.start(
            settings, asked.listening(asked.host(), asked.port() + next), store, Clock.systemUTC());
      } catch (CannotListenException e) {
        if (next == ports - 1) {
          throw e;
        }
      }
    }
  }
}

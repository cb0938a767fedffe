package io.waymark.cli;

import io.waymark.console.Console;
import io.waymark.console.access.UnusableAccessException;
import io.waymark.console.api.CannotListenException;
import io.waymark.console.store.RowStore;
import io.waymark.console.store.StoreException;
import io.waymark.console.store.StoreSettings;
import io.waymark.settings.ConsoleSettings;
import io.waymark.settings.Settings;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the console until it is stopped; main class of the artefact that holds the console. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the console: the journey map, customers, triggers, rules and health, from what the job writes to Kafka.",
      "It takes the settings of the job, of which it uses kafka.*, topics.prefix, lifecycle, segments and console.*."
    },
    subcommands = ConsoleUserCommand.class,
    footer = {
      "",
      "Examples:",
      "  waymark console --set kafka.bootstrap=broker:9092",
      "  waymark console user ann --role operator >> users.txt",
      "  waymark console --config waymark.yaml --host 0.0.0.0 --set console.users=users.txt",
      "  curl --fail http://127.0.0.1:8090/health"
    })
public final class ConsoleCommand implements Callable<Integer> {
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          CommandException.class,
          CannotListenException.class,
          StoreException.class,
          UnusableAccessException.class);

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "where it listens, in place of console.host; 0.0.0.0 for all of this machine's addresses")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "in place of console.port; 0 for a free one")
  private @Nullable Integer port;

  @Option(
      names = "--rebuild",
      description =
          "drops all rows that Kafka can rebuild and reads the topics from their begin; the audit and"
              + " the history of rules stay")
  private boolean rebuild;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return Execution.of(new ConsoleCommand(), EXPLAINED);
  }

  @Override
  public Integer call() throws Exception {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535");
    }
    Settings settings = options.read(Console::read);
    ConsoleSettings place = place(settings.console());
    Console console = start(settings, place);
    CountDownLatch closed = new CountDownLatch(1);
    Thread atExit =
        new Thread(
            () -> {
              console.close();
              closed.countDown();
            },
            "console-closing");
    Runtime.getRuntime().addShutdownHook(atExit);
    spec.commandLine()
        .getOut()
        .println("console on http://" + place.host() + ":" + console.port() + "/; Ctrl-C stops it");
    spec.commandLine().getOut().flush();
    closed.await();
    return 0;
  }

  private ConsoleSettings place(ConsoleSettings settings) {
    return settings.listening(
        host == null ? settings.host() : host, port == null ? settings.port() : port);
  }

  private Console start(Settings settings, ConsoleSettings place)
      throws CommandException, CannotListenException, UnusableAccessException {
    RowStore store = open(settings.console());
    try {
      return Console.start(settings, place, store, Clock.systemUTC());
    } catch (CannotListenException | UnusableAccessException e) {
      store.close();
      throw e;
    }
  }

  private RowStore open(ConsoleSettings settings) throws CommandException {
    try {
      StoreSettings kept = StoreSettings.of(settings);
      return rebuild ? RowStore.openEmpty(kept) : RowStore.open(kept);
    } catch (IOException e) {
      throw CommandException.refused(
          List.of(
              "the file of console.store-password-file cannot be read: " + FileFailure.reason(e)));
    }
  }
}

package io.waymark.cli;

import io.waymark.console.CannotListenException;
import io.waymark.console.Console;
import io.waymark.console.FollowedTopics;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import io.waymark.wire.Topics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
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
      "Serves the console, which follows what the job writes to Kafka and says on /health how that is.",
      "It takes the settings of the job, of which it uses kafka.bootstrap, kafka.client.* and topics.prefix."
    },
    footer = {
      "",
      "Examples:",
      "  waymark console --set kafka.bootstrap=broker:9092",
      "  waymark console --config waymark.yaml --host 0.0.0.0 --port 8090",
      "  curl --fail http://127.0.0.1:8090/health"
    })
public final class ConsoleCommand implements Callable<Integer> {
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(CommandException.class, CannotListenException.class);

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "where it listens; 0.0.0.0 for all of this machine's addresses; default ${DEFAULT-VALUE}")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8090",
      description = "0 for a free one; default ${DEFAULT-VALUE}")
  private int port = 8090;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return Execution.of(new ConsoleCommand(), EXPLAINED);
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535");
    }
    Console console =
        Console.start(followed(options.read(SettingsReader::read)), host, port, Clock.systemUTC());
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
        .println("console on http://" + host + ":" + console.port() + "/health; Ctrl-C stops it");
    spec.commandLine().getOut().flush();
    closed.await();
    return 0;
  }

  /** Returns the topics that the job always writes, none of which has a record a touchpoint. */
  static FollowedTopics followed(Settings settings) {
    Stream<String> topics =
        Topics.OUTPUTS.stream()
            .filter(topic -> !topic.equals(Topics.APPLIED))
            .map(topic -> topic.name(settings.prefix()));
    return new FollowedTopics(settings.kafka(), topics.toList());
  }
}

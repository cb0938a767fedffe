package io.waymark.cli;

import io.waymark.deliver.DeliveryFailedException;
import io.waymark.deliver.DeliveryProcess;
import io.waymark.deliver.UnusableDestinationsException;
import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.watch.UnusablePortException;
import io.waymark.deliver.watch.WatchServer;
import io.waymark.kafka.NotReadyException;
import io.waymark.settings.DeliverSettings;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Delivers triggers until it is stopped; a main class of the artefact that holds the delivery. */
@Command(
    name = "deliver",
    mixinStandardHelpOptions = true,
    description = {
      "Takes triggers to the webhooks, topics and files that their rules name.",
      "It takes the settings of the job, of which it uses kafka.*, topics.prefix and deliver.*. Several processes share the work."
    },
    subcommands = {
      DeliverCheckCommand.class,
      DeliverReplayCommand.class,
      DeliverEnableCommand.class,
      DeliverDisableCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  waymark deliver check destinations.yaml",
      "  waymark deliver --set kafka.bootstrap=broker:9092 --set deliver.destinations=destinations.yaml",
      "  waymark deliver enable service-desk --set kafka.bootstrap=broker:9092",
      "  waymark deliver replay --to service-desk --since 1d --set kafka.bootstrap=broker:9092"
    })
public final class DeliverCommand implements Callable<Integer> {
  static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          CommandException.class,
          NotReadyException.class,
          UnusableDestinationsException.class,
          UnusablePortException.class,
          DeliveryFailedException.class);

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(Execution.of(new DeliverCommand(), EXPLAINED).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = options.read(SettingsReader::read);
    Destinations destinations = DestinationsFile.read(Path.of(settings.deliver().destinations()));
    DeliveryProcess process =
        DeliveryProcess.start(
            settings, destinations, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
    try (WatchServer watch = watch(process, settings.deliver())) {
      Thread atExit = new Thread(process::close, "delivery-closing");
      Runtime.getRuntime().addShutdownHook(atExit);
      PrintWriter out = spec.commandLine().getOut();
      out.println("delivers to " + destinations.all().size() + " destinations; Ctrl-C stops it");
      out.println(
          "metrics and health are at http://"
              + settings.deliver().host()
              + ":"
              + watch.port()
              + "/");
      out.flush();
      process.await();
    }
    return CommandLine.ExitCode.OK;
  }

  private static WatchServer watch(DeliveryProcess process, DeliverSettings settings)
      throws UnusablePortException {
    try {
      return process.watch(settings.host(), settings.port());
    } catch (UnusablePortException e) {
      process.close();
      throw e;
    }
  }
}

package io.waymark.cli;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Switchboard;
import io.waymark.model.EndpointStatus;
import io.waymark.settings.SettingsReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends to a destination again, at once. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = "Sends to a destination again, at once.",
    footer = {"", "Example:", "  waymark deliver enable service-desk --reason 'new version is up'"})
final class DeliverEnableCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "NAME", description = "the destination, as rules name it")
  private String to = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "enabled by hand",
      description = "what others are shown; default ${DEFAULT-VALUE}")
  private String reason = "";

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    Switchboard.put(
        options.read(SettingsReader::read),
        new EndpointStatus(to, EndpointStatus.State.LIVE, System.currentTimeMillis(), reason));
    return 0;
  }
}

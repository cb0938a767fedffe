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

/** Sends nothing to a destination; what is for it is parked until it expires. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = "Sends nothing to a destination; what is for it is parked until it expires.",
    footer = {
      "",
      "Example:",
      "  waymark deliver disable service-desk --reason 'new version is up'"
    })
final class DeliverDisableCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "NAME", description = "the destination, as rules name it")
  private String to = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "disabled by hand",
      description = "what others are shown; default ${DEFAULT-VALUE}")
  private String reason = "";

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    Switchboard.put(
        options.read(SettingsReader::read),
        new EndpointStatus(to, EndpointStatus.State.DISABLED, System.currentTimeMillis(), reason));
    return 0;
  }
}

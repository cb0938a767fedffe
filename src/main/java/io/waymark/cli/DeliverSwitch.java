package io.waymark.cli;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.Switchboard;
import io.waymark.model.EndpointStatus;
import io.waymark.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the commands by which a person switches a destination on and off. */
final class DeliverSwitch {
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "NAME", description = "the destination, as rules name it")
  private String to = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "what others are shown; default that it was by hand")
  private @Nullable String reason;

  /**
   * Tells the delivery.
   *
   * @param byHand the reason that is shown where none was given
   */
  void put(EndpointStatus.State state, String byHand)
      throws CommandException, NotReadyException, InterruptedException {
    Switchboard.put(
        options.read(SettingsReader::read),
        new EndpointStatus(
            to, state, System.currentTimeMillis(), reason == null ? byHand : reason));
  }
}

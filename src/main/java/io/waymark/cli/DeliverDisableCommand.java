package io.waymark.cli;

import io.waymark.kafka.NotReadyException;
import io.waymark.model.EndpointStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private DeliverSwitch destination = new DeliverSwitch();

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    destination.put(EndpointStatus.State.DISABLED, "disabled by hand");
    return 0;
  }
}

package io.waymark.cli;

import io.waymark.kafka.NotReadyException;
import io.waymark.model.EndpointStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends to a destination again, at once. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = "Sends to a destination again, at once.",
    footer = {"", "Example:", "  waymark deliver enable service-desk --reason 'new version is up'"})
final class DeliverEnableCommand implements Callable<Integer> {
  @Mixin private DeliverSwitch destination = new DeliverSwitch();

  @Override
  public Integer call() throws CommandException, NotReadyException, InterruptedException {
    destination.put(EndpointStatus.State.LIVE, "enabled by hand");
    return 0;
  }
}

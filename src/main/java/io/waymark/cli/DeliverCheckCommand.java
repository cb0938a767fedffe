package io.waymark.cli;

import io.waymark.deliver.destination.Destination;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the problems of destinations before they are used. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Finds all that is wrong with a file of destinations. Names are not resolved and secrets not read. Exit code 2 when there is a problem.",
    footer = {"", "Example:", "  waymark deliver check destinations.yaml"})
final class DeliverCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "destinations in YAML")
  private Path file = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    for (Destination each : DestinationsFile.read(file).all()) {
      spec.commandLine().getOut().println(each.to() + "  " + place(each));
    }
    return 0;
  }

  private static String place(Destination destination) {
    if (destination instanceof Destination.Webhook webhook) {
      return webhook.url() + ", " + webhook.secrets().size() + " secrets";
    }
    return destination instanceof Destination.KafkaTopic topic
        ? "topic " + topic.topic()
        : "file " + ((Destination.LineFile) destination).path();
  }
}

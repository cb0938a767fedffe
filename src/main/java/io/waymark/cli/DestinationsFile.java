package io.waymark.cli;

import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.deliver.destination.DestinationsReader;
import io.waymark.yaml.FileFailure;
import io.waymark.yaml.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file of destinations that a command was given. */
final class DestinationsFile {
  private DestinationsFile() {}

  /** Returns the names of all destinations in a file; none where there is no file. */
  static Set<String> names(@Nullable Path file) throws CommandException {
    return file == null
        ? Set.of()
        : read(file).all().stream().map(Destination::to).collect(Collectors.toSet());
  }

  /**
   * Reads destinations.
   *
   * @throws CommandException with every problem of a file that cannot be used
   */
  static Destinations read(Path file) throws CommandException {
    String text;
    try {
      text = TextFile.read(file);
    } catch (IOException e) {
      throw CommandException.refused(
          List.of(
              "the destinations in "
                  + file
                  + " cannot be read: "
                  + FileFailure.reason(e)
                  + "; set deliver.destinations"));
    }
    DestinationsReader.Result result = DestinationsReader.read(file.toString(), text);
    if (result instanceof DestinationsReader.Result.Refused refused) {
      throw CommandException.refused("the destinations cannot be used:", refused.problems());
    }
    return ((DestinationsReader.Result.Ok) result).destinations();
  }
}

package io.waymark.cli;

import io.waymark.deliver.destination.Destination;
import io.waymark.deliver.destination.Destinations;
import io.waymark.rule.Rule;
import io.waymark.yaml.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules whose triggers would be parked, as no destination has the name in their {@code to}.
 */
final class UnknownDestinations {
  private final @Nullable Destinations known;

  /**
   * Reads the destinations.
   *
   * @param file null to find nothing
   * @throws CommandException with every problem of a file that cannot be used
   */
  UnknownDestinations(@Nullable Path file) throws CommandException {
    this.known = file == null ? null : DestinationsFile.read(file);
  }

  /** Returns a line for each rule without a destination. */
  List<String> lines(List<Rule> rules) {
    List<String> lines = new ArrayList<>();
    if (known == null) {
      return lines;
    }
    List<String> names = known.all().stream().map(Destination::to).toList();
    for (Rule rule : rules) {
      String to = rule.message().to();
      if (known.find(to).isEmpty()) {
        lines.add(
            rule.id()
                + ": no destination is called '"
                + to
                + "', so its triggers would be parked"
                + Spelling.hint(to, "there are", names));
      }
    }
    return lines;
  }
}

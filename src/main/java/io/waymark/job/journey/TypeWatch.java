package io.waymark.job.journey;

import io.waymark.journey.CellNames;
import io.waymark.model.Arrival;
import java.util.function.Consumer;

/** Warns once of the source that sends more types than the journey map tells apart. */
final class TypeWatch {
  private final CellNames names;
  private final Consumer<String> warnings;
  private boolean hasWarned;

  /**
   * Creates a watch.
   *
   * @param names of the cells that have been met
   */
  TypeWatch(CellNames names, Consumer<String> warnings) {
    this.names = names;
    this.warnings = warnings;
  }

  /**
   * Looks at the names after an arrival has been applied; its type is not logged, as it may be an
   * id.
   */
  void look(Arrival arrival) {
    if (!hasWarned && names.areTooMany()) {
      hasWarned = true;
      warnings.accept(
          "the source "
              + arrival.position().source()
              + " sends more types than the journey map tells apart, so that the map counts the rest"
              + " as other; if there are ids in its types, name the type without them in its"
              + " mapping");
    }
  }
}

package io.waymark.job.journey;

import io.waymark.journey.CellNames;
import io.waymark.model.Arrival;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Warns once where the journey map is sent more types than it tells apart, and names the source
 * that brought the most of them. It looks only when a cell is new: each of the cells that a subtask
 * knows, whose number is bounded, is put down to the source that sent it first.
 */
final class TypeWatch {
  private final CellNames names;
  private final Consumer<String> warnings;
  private final Map<String, Set<String>> types = new HashMap<>();
  private int knownCells;
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
    if (hasWarned || (names.size() == knownCells && !names.areTooMany())) {
      return;
    }
    if (names.size() > knownCells) {
      knownCells = names.size();
      types
          .computeIfAbsent(arrival.position().source(), source -> new HashSet<>())
          .add(arrival.touchpoint().type());
    }
    if (names.areTooMany()) {
      warn();
    }
  }

  private void warn() {
    hasWarned = true;
    String most =
        types.keySet().stream()
            .max(
                Comparator.comparing((String source) -> sent(source))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    warnings.accept(
        "the journey map is sent more types than it tells apart, so that it counts the rest as"
            + " other; most of them, "
            + sent(most)
            + ", were first sent by the source "
            + most
            + "; if there are ids in its types, name the type without them in its mapping");
    types.clear();
  }

  private int sent(String source) {
    return types.getOrDefault(source, Set.of()).size();
  }
}

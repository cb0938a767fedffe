package io.waymark.lifecycle;

import io.waymark.expression.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a business, in order.
 *
 * @param stages names are unique
 * @param goal the name of the stage that customers are to reach
 * @param ends the touchpoint types by which a customer leaves for good, on the journey map
 * @param text as its author wrote it
 */
public record Lifecycle(
    String name, List<Stage> stages, String goal, Set<String> ends, String text) {

  public Lifecycle {
    stages = List.copyOf(stages);
    ends = Set.copyOf(ends);
  }

  /** Returns the names of the stages, in order. */
  public Set<String> stageNames() {
    return stages.stream().map(Stage::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Returns the stage that a touchpoint moves a customer to: the last in order among the stages
   * that the touchpoint enters and the moves allow. Empty when the customer stays.
   *
   * @param current null for a customer without a stage; a stage that the lifecycle no longer has
   *     counts as none
   * @param scope {@code event.*} and {@code customer.*}
   */
  public Optional<String> next(@Nullable String current, String type, Scope scope) {
    int from = rank(current);
    for (int to = stages.size() - 1; to >= 0; to--) {
      Stage stage = stages.get(to);
      if (to != from && stage.allows(from, to, current) && stage.isEnteredBy(type, scope)) {
        return Optional.of(stage.name());
      }
    }
    return Optional.empty();
  }

  private int rank(@Nullable String stage) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(stage)) {
        return i;
      }
    }
    return -1;
  }
}

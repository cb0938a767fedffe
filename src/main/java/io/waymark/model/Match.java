package io.waymark.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A completed pattern. Produced by a matcher, judged by {@code govern}. The map is handed over by
 * the matcher that made it and not copied, as every completed match would pay for the copy.
 *
 * @param steps the touchpoints chosen for each positive step, by the step's name, in the order of
 *     the pattern
 * @param timeMillis the time of the touchpoint that completed the match, or the deadline that did
 * @param completedBy the touchpoint that completed the match; null when a deadline did
 */
public record Match(
    Map<String, List<Touchpoint>> steps, long timeMillis, @Nullable Touchpoint completedBy) {

  public Match {
    Objects.requireNonNull(steps, "steps");
  }
}

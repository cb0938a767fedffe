package io.waymark.match.compact;

import io.waymark.expression.Expression;
import io.waymark.match.Automaton.Place;
import io.waymark.match.Automaton.Take;
import io.waymark.match.Criteria;
import io.waymark.model.Decimals;
import io.waymark.model.Touchpoint;
import io.waymark.rule.Step;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses touchpoints for a first step that takes several of different values. It keeps the latest
 * touchpoint of each value; the last of them, as many as the step takes, make the chain that starts
 * last. It stands for the places inside the step, which could not tell whether a value that comes
 * again can replace the one before.
 *
 * <p>In a version that drains, kept touchpoints are still chosen until it is drained.
 *
 * @param count how many touchpoints the step takes
 * @param value the value by which they differ; null where a touchpoint has none
 * @param keptValue the same for a touchpoint that is kept
 * @param take the choice that completes the step
 */
record DistinctStart(
    int count,
    Function<Touchpoint, @Nullable Object> value,
    Function<Touchpoint, @Nullable Object> keptValue,
    Take take) {

  /** Returns null where the first step has no {@code distinct}. */
  static @Nullable DistinctStart of(List<Place> places, Criteria criteria) {
    Step.Positive first = places.get(0).step();
    Expression distinct = first.distinct();
    return distinct == null
        ? null
        : new DistinctStart(
            first.size(),
            key(criteria.value(distinct)),
            key(criteria.valueOfEarlier(distinct)),
            places.get(first.size() - 1).takes().get(0));
  }

  private static Function<Touchpoint, @Nullable Object> key(
      Function<Touchpoint, @Nullable Object> value) {
    return touchpoint -> Decimals.key(value.apply(touchpoint));
  }

  /** A kept value that is absent now, as the steps are used up, does not count. */
  private static boolean isSame(Object own, @Nullable Object kept) {
    return kept == null || own.equals(kept);
  }

  /**
   * Keeps a touchpoint that fulfils the step, and chooses it with kept ones.
   *
   * @param kept in order of time
   * @param touchpoint as it is applied, so that what was evaluated for it is remembered
   * @param reduced the part of it that runs keep
   * @return null where there are too few values yet
   */
  @Nullable Chain choose(List<Touchpoint> kept, Touchpoint touchpoint, Touchpoint reduced) {
    Object own = value.apply(touchpoint);
    if (own == null) {
      return null;
    }
    kept.removeIf(each -> isSame(own, keptValue.apply(each)));
    kept.add(reduced);
    if (kept.size() < count) {
      return null;
    }
    Chain chain = null;
    List<Touchpoint> latest = kept.subList(kept.size() - count, kept.size());
    for (int i = 0; i < count; i++) {
      chain = Chain.of(chain, i, latest.get(i));
    }
    // One more than the next value needs beside it, as it may be one of them.
    kept.subList(0, kept.size() - (count == 1 ? 0 : count)).clear();
    return chain;
  }
}

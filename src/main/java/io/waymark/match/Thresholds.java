package io.waymark.match;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Items, each of which is found by the numbers in its range. They are sorted once; an item is not
 * touched unless the number lies in its range. Immutable.
 */
final class Thresholds<T> {
  /** An item and the numbers that find it. */
  record Ranged<T>(Range range, T item) {}

  /** The items whose range has a lowest number, the least first. */
  private final List<T> from;

  private final double[] fromLowest;
  private final double[] fromHighest;

  /** The items whose range has no lowest number, the greatest highest number first. */
  private final List<T> upTo;

  private final double[] upToHighest;

  Thresholds(List<Ranged<T>> items) {
    List<Ranged<T>> bounded =
        items.stream()
            .filter(each -> each.range().hasLowest())
            .sorted(Comparator.comparingDouble(each -> each.range().lowest()))
            .toList();
    List<Ranged<T>> unbounded =
        items.stream()
            .filter(each -> !each.range().hasLowest())
            .sorted(Comparator.comparingDouble(each -> -each.range().highest()))
            .toList();
    from = bounded.stream().map(Ranged::item).toList();
    fromLowest = bounded.stream().mapToDouble(each -> each.range().lowest()).toArray();
    fromHighest = bounded.stream().mapToDouble(each -> each.range().highest()).toArray();
    upTo = unbounded.stream().map(Ranged::item).toList();
    upToHighest = unbounded.stream().mapToDouble(each -> each.range().highest()).toArray();
  }

  /** Finds all items whose range holds a number; none for NaN. */
  void find(double number, Consumer<? super T> found) {
    for (int i = 0; i < fromLowest.length && fromLowest[i] <= number; i++) {
      if (number <= fromHighest[i]) {
        found.accept(from.get(i));
      }
    }
    for (int i = 0; i < upToHighest.length && upToHighest[i] >= number; i++) {
      found.accept(upTo.get(i));
    }
  }
}

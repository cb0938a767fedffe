package io.waymark.match;

import io.waymark.model.Decimals;
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
  private final List<Ranged<T>> from;

  private final double[] fromLowest;
  private final double[] fromHighest;

  /** The items whose range has no lowest number, the greatest highest number first. */
  private final List<Ranged<T>> upTo;

  private final double[] upToHighest;

  Thresholds(List<Ranged<T>> items) {
    from =
        items.stream()
            .filter(each -> each.range().hasLowest())
            .sorted(Comparator.comparingDouble(each -> each.range().lowest()))
            .toList();
    upTo =
        items.stream()
            .filter(each -> !each.range().hasLowest())
            .sorted(Comparator.comparingDouble(each -> -each.range().highest()))
            .toList();
    fromLowest = from.stream().mapToDouble(each -> each.range().lowest()).toArray();
    fromHighest = from.stream().mapToDouble(each -> each.range().highest()).toArray();
    upToHighest = upTo.stream().mapToDouble(each -> each.range().highest()).toArray();
  }

  /** Finds all items whose range holds a number. */
  void find(Number number, Consumer<? super T> found) {
    double nearest = Decimals.nearest(number);
    for (int i = 0; i < fromLowest.length && fromLowest[i] <= nearest; i++) {
      if (nearest <= fromHighest[i]) {
        find(from.get(i), number, found);
      }
    }
    for (int i = 0; i < upToHighest.length && upToHighest[i] >= nearest; i++) {
      find(upTo.get(i), number, found);
    }
  }

  private void find(Ranged<T> item, Number number, Consumer<? super T> found) {
    if (item.range().holds(number)) {
      found.accept(item.item());
    }
  }
}

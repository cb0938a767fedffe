package io.waymark.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Things that each wait for a number in their range. Sorted once, then only read; a thing is not
 * touched unless the number lies in its range.
 */
final class Thresholds<T> {
  private record Limited<T>(Range range, T thing) {}

  private final List<Limited<T>> limited = new ArrayList<>();

  /** Those with a limit below, the least first: all that a number reaches lie before the others. */
  private List<T> from = List.of();

  private double[] fromLowest = {};
  private double[] fromHighest = {};

  /** Those without, the greatest limit first. */
  private List<T> upTo = List.of();

  private double[] upToHighest = {};

  void add(Range range, T thing) {
    limited.add(new Limited<>(range, thing));
  }

  void sort() {
    List<Limited<T>> some =
        limited.stream()
            .filter(each -> each.range().hasLowest())
            .sorted(Comparator.comparingDouble(each -> each.range().lowest()))
            .toList();
    List<Limited<T>> rest =
        limited.stream()
            .filter(each -> !each.range().hasLowest())
            .sorted(Comparator.comparingDouble(each -> -each.range().highest()))
            .toList();
    from = some.stream().map(Limited::thing).toList();
    fromLowest = some.stream().mapToDouble(each -> each.range().lowest()).toArray();
    fromHighest = some.stream().mapToDouble(each -> each.range().highest()).toArray();
    upTo = rest.stream().map(Limited::thing).toList();
    upToHighest = rest.stream().mapToDouble(each -> each.range().highest()).toArray();
  }

  /** Tells all whose range holds a number, and none where it is none. */
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

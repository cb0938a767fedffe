package io.waymark.match;

import io.waymark.expression.Conjunct.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Things that each wait for a number on their side of a limit. Sorted once, then only read. */
final class Limits<T> {
  private record Limit<T>(Bound bound, T thing) {
    double at() {
      return bound.limit();
    }
  }

  /** The least limit first: all of them that a number reaches lie before the one it does not. */
  private final List<Limit<T>> above = new ArrayList<>();

  /** The greatest first. */
  private final List<Limit<T>> below = new ArrayList<>();

  void add(Bound bound, T thing) {
    boolean isAbove =
        switch (bound.side()) {
          case ABOVE, FROM -> true;
          case BELOW, UP_TO -> false;
        };
    (isAbove ? above : below).add(new Limit<>(bound, thing));
  }

  void sort() {
    above.sort(Comparator.comparingDouble(Limit::at));
    below.sort(Comparator.comparingDouble((Limit<T> limit) -> limit.at()).reversed());
  }

  /** Tells all that hold for a number, and none where it is none. */
  void find(double number, Consumer<? super T> found) {
    for (int i = 0; i < above.size() && above.get(i).at() <= number; i++) {
      tell(above.get(i), number, found);
    }
    for (int i = 0; i < below.size() && below.get(i).at() >= number; i++) {
      tell(below.get(i), number, found);
    }
  }

  /** At the limit itself it depends on the side. */
  private static <T> void tell(Limit<T> limit, double number, Consumer<? super T> found) {
    if (limit.bound().side().holds(number, limit.at())) {
      found.accept(limit.thing());
    }
  }
}

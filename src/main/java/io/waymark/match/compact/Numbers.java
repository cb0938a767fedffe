package io.waymark.match.compact;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects from 1 in the order in which they are added, and finds the number of one by its
 * identity. Most runs have few, which are found by a look at each; a table takes over when there
 * are many, so that the cost of writing runs is linear.
 */
final class Numbers<T> {
  private static final int FEW = 8;

  private @Nullable Object[] few = new Object[2];
  private @Nullable IdentityHashMap<T, Integer> many;
  private int size;

  /** Adds an object that has no number yet. */
  void add(T added) {
    size++;
    if (many != null) {
      many.put(added, size);
    } else if (size <= FEW) {
      if (size > few.length) {
        few = Arrays.copyOf(few, FEW);
      }
      few[size - 1] = added;
    } else {
      many = table();
      many.put(added, size);
    }
  }

  /** Returns the number of an object; 0 where it has none. */
  @SuppressWarnings("ReferenceEquality") // equal objects may be two
  int of(T object) {
    if (many != null) {
      return many.getOrDefault(object, 0);
    }
    for (int i = 0; i < size; i++) {
      if (few[i] == object) {
        return i + 1;
      }
    }
    return 0;
  }

  @SuppressWarnings("unchecked") // holds only what was added
  private IdentityHashMap<T, Integer> table() {
    IdentityHashMap<T, Integer> table = new IdentityHashMap<>(4 * FEW);
    for (int i = 0; i < FEW; i++) {
      table.put((T) few[i], i + 1);
    }
    return table;
  }
}

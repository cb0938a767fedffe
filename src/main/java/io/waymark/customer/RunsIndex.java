package io.waymark.customer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the open runs of a customer who has many: by structure and correlation value, and the
 * structures that have any. So a touchpoint costs as much as there are rules that ask for it, not
 * as there are values by which they correlate.
 *
 * <p>Structures have numbers from 0 on; a removal gives the number to the last one.
 */
final class RunsIndex {
  private static final int FEW = 16;

  private record Key(long structure, String correlation) {}

  private final Map<Key, OpenRuns> runs = new HashMap<>();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private long[] structures = new long[FEW];
  private long[] types = new long[FEW];
  private int[] counts = new int[FEW];
  private int size;

  /**
   * Adds runs.
   *
   * @param askedFor {@link io.waymark.match.Interest#types} of their rule
   */
  void add(OpenRuns added, long askedFor) {
    runs.put(new Key(added.structure, added.correlation), added);
    Integer known = numbers.get(added.structure);
    int number = known == null ? addStructure(added.structure) : known;
    types[number] = askedFor;
    counts[number]++;
  }

  /** Sets which types the rule of a structure asks for, as the rules are now. */
  void setTypes(long structure, long askedFor) {
    Integer number = numbers.get(structure);
    if (number != null) {
      types[number] = askedFor;
    }
  }

  void remove(OpenRuns removed) {
    runs.remove(new Key(removed.structure, removed.correlation));
    Integer number = numbers.get(removed.structure);
    if (number != null && --counts[number] == 0) {
      removeStructure(number);
    }
  }

  @Nullable OpenRuns find(long structure, String correlation) {
    return runs.get(new Key(structure, correlation));
  }

  /** Returns how many runs a structure has. */
  int count(long structure) {
    Integer number = numbers.get(structure);
    return number == null ? 0 : counts[number];
  }

  /** Returns the number of structures. */
  int structures() {
    return size;
  }

  /** Returns the structure of a number. */
  long structure(int number) {
    return structures[number];
  }

  /**
   * Returns the last number before another whose rule may ask for a type; -1 for none. Walked from
   * the last to the first, the runs of the number that was met last may be removed.
   */
  int previous(int before, long typeBit) {
    int number = before - 1;
    while (number >= 0 && (types[number] & typeBit) == 0) {
      number--;
    }
    return number;
  }

  private int addStructure(long structure) {
    if (size == structures.length) {
      structures = Arrays.copyOf(structures, 2 * size);
      types = Arrays.copyOf(types, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    structures[size] = structure;
    counts[size] = 0;
    numbers.put(structure, size);
    return size++;
  }

  private void removeStructure(int number) {
    numbers.remove(structures[number]);
    size--;
    if (number < size) {
      structures[number] = structures[size];
      types[number] = types[size];
      counts[number] = counts[size];
      numbers.put(structures[number], number);
    }
  }
}

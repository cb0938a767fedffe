package io.waymark.customer;

import io.waymark.binary.Prefetch;
import io.waymark.match.Interest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of one customer, in order of their opening. They may be many and lie all over the
 * heap, so their structures and types lie beside them in arrays: a walk over a hundred is a walk
 * over a few lines of the processor's cache.
 *
 * <p>Runs leave it in two steps, as they mostly end during a walk over the table: {@link #close}
 * marks them, after which they are not found any more, and {@link #removeClosed} takes them out
 * when the walk is over.
 *
 * <p>Where there are many, a {@link RunsIndex} finds them.
 */
final class RunsTable implements Iterable<OpenRuns> {
  private static final int FEW = 4;

  /** The number from which on runs are found by an index. */
  static final int MANY = 512;

  /** Stands for the types of a rule that is not known yet. */
  private static final long ALL_TYPES = -1;

  /** Stands for the types of runs that are closed; every rule asks for one type at least. */
  private static final long CLOSED = 0;

  private OpenRuns[] runs = new OpenRuns[FEW];

  /** Holds {@link OpenRuns#structure} of the runs of each number. */
  private long[] structures = new long[FEW];

  /** Holds {@link Interest#types} of the rule of each number; {@link #CLOSED} for closed runs. */
  private long[] types = new long[FEW];

  private int size;
  private int closed;

  /** The sum of {@link OpenRuns#bytesAtMost} of all runs that are not closed. */
  private long bytesAtMost;

  /** Kept where there are {@link #MANY}; null where there are few, among which a walk is faster. */
  private @Nullable RunsIndex index;

  /** Prefetches the arrays that say which runs a touchpoint concerns. */
  void prefetch(Prefetch prefetch) {
    prefetch.touch(structures[0] + types[0] + runs.length);
  }

  int size() {
    return size;
  }

  OpenRuns get(int number) {
    return runs[number];
  }

  /** Returns how many are not closed. */
  int live() {
    return size - closed;
  }

  /** Returns the most bytes that the runs take in state which are not closed. */
  long bytesAtMost() {
    return bytesAtMost;
  }

  /** Makes {@link #bytesAtMost} exact. */
  void measure() {
    bytesAtMost = 0;
    for (int i = 0; i < size; i++) {
      if (types[i] != CLOSED) {
        runs[i].measure();
        bytesAtMost += runs[i].bytesAtMost();
      }
    }
  }

  /** Makes the bytes of some runs exact. */
  void measure(OpenRuns some) {
    int before = some.bytesAtMost();
    some.measure();
    noteGrowth(some.bytesAtMost() - before);
  }

  /** Notes that the most bytes of some runs of this table have changed. */
  void noteGrowth(int bytes) {
    bytesAtMost += bytes;
  }

  /** Returns the index, where there are many runs. */
  @Nullable RunsIndex index() {
    return index;
  }

  /** Returns how many runs of a structure there are that are not closed. */
  int count(long structure) {
    if (index != null) {
      return index.count(structure);
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += structures[i] == structure && types[i] != CLOSED ? 1 : 0;
    }
    return count;
  }

  /**
   * Returns the number of the first runs, from a number on, whose rule may ask for a type; {@link
   * #size} for none.
   */
  int next(int from, long typeBit) {
    int number = from;
    while (number < size && (types[number] & typeBit) == 0) {
      number++;
    }
    return number;
  }

  /** Adds runs that are read from state, where their rule is not known. */
  void add(OpenRuns added) {
    add(added, ALL_TYPES);
  }

  /**
   * Adds runs.
   *
   * @param askedFor {@link Interest#types} of their rule
   */
  void add(OpenRuns added, long askedFor) {
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, 2 * size);
      structures = Arrays.copyOf(structures, 2 * size);
      types = Arrays.copyOf(types, 2 * size);
    }
    runs[size] = added;
    structures[size] = added.structure;
    types[size] = askedFor;
    size++;
    bytesAtMost += added.bytesAtMost();
    if (index != null) {
      index.add(added, askedFor);
    } else if (size >= MANY) {
      buildIndex();
    }
  }

  /** Sets which types the rule of the runs of a number asks for, as the rules are now. */
  void setTypes(int number, long askedFor) {
    if (types[number] == CLOSED) {
      return;
    }
    types[number] = askedFor;
    if (index != null) {
      index.setTypes(structures[number], askedFor);
    }
  }

  private void buildIndex() {
    RunsIndex built = new RunsIndex();
    for (int i = 0; i < size; i++) {
      if (types[i] != CLOSED) {
        built.add(runs[i], types[i]);
      }
    }
    index = built;
  }

  /** Closes runs of this table; their number stays taken until {@link #removeClosed}. */
  void close(OpenRuns over) {
    if (!over.isClosed()) {
      over.markClosed();
      types[numberOf(over)] = CLOSED;
      closed++;
      bytesAtMost -= over.bytesAtMost();
      if (index != null) {
        index.remove(over);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private int numberOf(OpenRuns open) {
    int number = 0;
    while (runs[number] != open) {
      number++;
    }
    return number;
  }

  /** Takes out the runs that are closed, and returns how many they were. */
  int removeClosed() {
    if (closed == 0) {
      return 0;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (types[i] != CLOSED) {
        runs[kept] = runs[i];
        structures[kept] = structures[i];
        types[kept++] = types[i];
      }
    }
    Arrays.fill(runs, kept, size, null);
    int removed = closed;
    closed = 0;
    size = kept;
    if (size < MANY / 2) {
      index = null;
    }
    return removed;
  }

  @Override
  public Iterator<OpenRuns> iterator() {
    return List.of(Arrays.copyOf(runs, size)).iterator();
  }
}

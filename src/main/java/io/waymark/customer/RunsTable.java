package io.waymark.customer;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of one customer, in order of their opening, found by structure without looking at
 * the others, which may be many: a hash table beside the list, with a place for each structure that
 * leads to the last one opened of it, and from there to those before.
 */
final class RunsTable implements Iterable<OpenRuns> {
  private static final int FEW = 4;
  private static final int NONE = -1;

  private OpenRuns[] runs = new OpenRuns[FEW];

  /** By number, so that those of other structures need not be visited. */
  private long[] structures = new long[FEW];

  private int size;
  private boolean hasClosed;

  /** The number of the last one with a structure; as many places as twice {@link #runs} or more. */
  private int[] heads = new int[0];

  /** By number: the one before it in its place. */
  private int[] before = new int[FEW];

  int size() {
    return size;
  }

  OpenRuns get(int number) {
    return runs[number];
  }

  /** Those that are not closed; null for none. */
  @Nullable OpenRuns find(long structure, String correlation) {
    if (size == 0) {
      return null;
    }
    for (int i = heads[place(structure)]; i != NONE; i = before[i]) {
      if (structures[i] == structure
          && !runs[i].isClosed()
          && runs[i].correlation.equals(correlation)) {
        return runs[i];
      }
    }
    return null;
  }

  void add(OpenRuns added) {
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, 2 * size);
      before = Arrays.copyOf(before, 2 * size);
      structures = Arrays.copyOf(structures, 2 * size);
    }
    runs[size++] = added;
    if (heads.length < 2 * runs.length) {
      heads = new int[2 * runs.length];
      link();
    } else {
      link(size - 1);
    }
  }

  /** Lets go of runs, which are found no more and go with the next {@link #sweep}. */
  void close(OpenRuns closed) {
    closed.close();
    hasClosed = true;
  }

  /** Sees that runs which closed by themselves go with the next {@link #sweep}. */
  void noteClosed(OpenRuns runs) {
    hasClosed |= runs.isClosed();
  }

  /** Takes out those that are closed. */
  void sweep() {
    if (!hasClosed) {
      return;
    }
    hasClosed = false;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!runs[i].isClosed()) {
        runs[kept++] = runs[i];
      }
    }
    Arrays.fill(runs, kept, size, null);
    size = kept;
    link();
  }

  @Override
  public Iterator<OpenRuns> iterator() {
    return List.of(Arrays.copyOf(runs, size)).iterator();
  }

  private void link() {
    Arrays.fill(heads, NONE);
    for (int i = 0; i < size; i++) {
      link(i);
    }
  }

  private void link(int number) {
    structures[number] = runs[number].structure;
    int place = place(structures[number]);
    before[number] = heads[place];
    heads[place] = number;
  }

  /** A structure is a digest, so its bits are random already. */
  private int place(long structure) {
    return (int) structure & (heads.length - 1);
  }
}

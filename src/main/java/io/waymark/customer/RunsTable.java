package io.waymark.customer;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open runs of one customer, in order of structure, so that those of a rule are found without
 * looking at the others, which may be many.
 */
final class RunsTable implements Iterable<OpenRuns> {
  private static final int FEW = 4;

  private long[] structures = new long[FEW];
  private OpenRuns[] runs = new OpenRuns[FEW];
  private int size;
  private boolean hasClosed;

  int size() {
    return size;
  }

  OpenRuns get(int place) {
    return runs[place];
  }

  /** Those that are not closed; null for none. */
  @Nullable OpenRuns find(long structure, String correlation) {
    for (int i = first(structure); i < size && structures[i] == structure; i++) {
      if (!runs[i].isClosed() && runs[i].correlation.equals(correlation)) {
        return runs[i];
      }
    }
    return null;
  }

  void add(OpenRuns added) {
    if (size == runs.length) {
      structures = Arrays.copyOf(structures, 2 * size);
      runs = Arrays.copyOf(runs, 2 * size);
    }
    int place = first(added.structure);
    while (place < size && structures[place] == added.structure) {
      place++;
    }
    System.arraycopy(structures, place, structures, place + 1, size - place);
    System.arraycopy(runs, place, runs, place + 1, size - place);
    structures[place] = added.structure;
    runs[place] = added;
    size++;
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
        structures[kept] = structures[i];
        runs[kept++] = runs[i];
      }
    }
    Arrays.fill(runs, kept, size, null);
    size = kept;
  }

  @Override
  public Iterator<OpenRuns> iterator() {
    return List.of(Arrays.copyOf(runs, size)).iterator();
  }

  /** The first place of a structure, or where it would be. */
  private int first(long structure) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (structures[middle] < structure) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

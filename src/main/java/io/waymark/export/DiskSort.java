package io.waymark.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records with a bounded share of memory: what fits into it is sorted there and written to a
 * file; reading merges the files. Sorting is stable.
 */
final class DiskSort {
  /** The number of files that may be open at once. */
  private static final int MOST_FILES = 128;

  /** The cost of a record on heap beside its bytes. */
  private static final int BYTES_BESIDE = 120;

  private final Path folder;
  private final long memoryBytes;
  private final List<Sorted.Entry> held = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private long heldBytes;
  private long added;

  /**
   * Creates an empty sort.
   *
   * @param folder where files are kept; its owner deletes it
   */
  DiskSort(Path folder, long memoryBytes) {
    this.folder = folder;
    this.memoryBytes = memoryBytes;
  }

  void add(String name, long timeMillis, byte[] bytes) throws IOException {
    held.add(new Sorted.Entry(new SortKey(name, timeMillis, added++), bytes));
    heldBytes += bytes.length + 2L * name.length() + BYTES_BESIDE;
    if (heldBytes >= memoryBytes) {
      writeHeld();
    }
  }

  /** Returns all records that were added, in order; as often as one likes. */
  Sorted open() throws IOException {
    writeHeld();
    while (files.size() > MOST_FILES) {
      mergeFirst();
    }
    return MergedFiles.open(files);
  }

  private void writeHeld() throws IOException {
    if (held.isEmpty()) {
      return;
    }
    held.sort(Comparator.comparing(Sorted.Entry::key));
    Iterator<Sorted.Entry> sorted = held.iterator();
    Path file = newFile();
    SortedFile.write(file, of(sorted));
    files.add(file);
    held.clear();
    heldBytes = 0;
  }

  private void mergeFirst() throws IOException {
    List<Path> first = files.subList(0, MOST_FILES);
    Path file = newFile();
    try (MergedFiles merged = MergedFiles.open(first)) {
      SortedFile.write(file, merged);
    }
    for (Path each : first) {
      Files.delete(each);
    }
    first.clear();
    files.add(file);
  }

  private Path newFile() throws IOException {
    return Files.createTempFile(folder, "sorted-", "");
  }

  private static Sorted of(Iterator<Sorted.Entry> entries) {
    return new Sorted() {
      @Override
      public @Nullable Entry next() {
        return entries.hasNext() ? entries.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}

package io.waymark.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges files of sorted records. */
final class MergedFiles implements Sorted {
  private record Head(Entry entry, SortedFile file) {}

  private final List<SortedFile> files = new ArrayList<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing(head -> head.entry().key()));

  private MergedFiles() {}

  static MergedFiles open(List<Path> files) throws IOException {
    MergedFiles merged = new MergedFiles();
    try {
      for (Path each : files) {
        SortedFile file = SortedFile.open(each);
        merged.files.add(file);
        merged.read(file);
      }
      return merged;
    } catch (IOException e) {
      merged.close();
      throw e;
    }
  }

  @Override
  public @Nullable Entry next() throws IOException {
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    read(head.file());
    return head.entry();
  }

  @Override
  public void close() throws IOException {
    for (SortedFile file : files) {
      file.close();
    }
  }

  private void read(SortedFile file) throws IOException {
    Entry entry = file.next();
    if (entry != null) {
      heads.add(new Head(entry, file));
    }
  }
}

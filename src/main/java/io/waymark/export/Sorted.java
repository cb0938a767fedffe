package io.waymark.export;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records in the order of their keys. */
interface Sorted extends Closeable {
  /** A record as bytes; what they mean is the caller's affair. */
  record Entry(SortKey key, byte[] bytes) {}

  /** Returns the next record; null at the end. */
  @Nullable Entry next() throws IOException;
}

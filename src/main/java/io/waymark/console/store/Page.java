package io.waymark.console.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param after an opaque text, with which the next part is asked for; null on the last part
 */
public record Page<T>(List<T> rows, @Nullable String after) {
  public Page {
    rows = List.copyOf(rows);
  }
}

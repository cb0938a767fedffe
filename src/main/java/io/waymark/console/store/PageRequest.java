package io.waymark.console.store;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param after {@link Page#after} of the part before; null for the first part
 * @param limit the most rows of it, from 1 to {@link #MOST}
 */
public record PageRequest(@Nullable String after, int limit) {
  public static final int MOST = 200;

  public PageRequest {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has from 1 to " + MOST + " rows, not " + limit);
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(null, limit);
  }
}

package io.waymark.console.store;

import java.util.List;
import java.util.function.Function;

/** Makes a page of rows, of which one more was asked for than it has. */
final class Pages {
  private Pages() {}

  static <R, T> Page<T> cut(
      List<R> rows, PageRequest request, Function<R, Cursor> cursor, Function<R, T> shown) {
    boolean hasMore = rows.size() > request.limit();
    List<R> page = hasMore ? rows.subList(0, request.limit()) : rows;
    return new Page<>(
        page.stream().map(shown).toList(),
        hasMore ? cursor.apply(page.get(page.size() - 1)).write() : null);
  }
}

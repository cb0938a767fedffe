package io.waymark.console.store;

import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/**
 * The condition that a column has one of some texts.
 *
 * @param texts as they are written; one at least
 */
record AnyOf(String column, List<String> texts) {
  AnyOf {
    texts = List.copyOf(texts);
  }

  String sql() {
    return column + " IN (" + String.join(", ", Collections.nCopies(texts.size(), "?")) + ")";
  }

  /** Binds the texts from a place on. */
  Query bind(Query query, int first) {
    for (int i = 0; i < texts.size(); i++) {
      query.bind(first + i, texts.get(i));
    }
    return query;
  }
}

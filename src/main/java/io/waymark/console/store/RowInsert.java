package io.waymark.console.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Inserts rows of one kind into the tables of their days. A row that is there already stays.
 *
 * @param table the name of the tables without the day
 * @param columns in the order in which they are bound
 */
record RowInsert<T>(String table, List<String> columns, BiConsumer<PreparedBatch, T> binding) {
  RowInsert {
    columns = List.copyOf(columns);
  }

  /** Inserts rows of one day, and returns those that were not there before. */
  List<T> into(Handle handle, long day, List<T> rows) {
    try (PreparedBatch insert = handle.prepareBatch(sql(day))) {
      for (T row : rows) {
        binding.accept(insert, row);
        insert.add();
      }
      int[] inserted = insert.execute();
      List<T> fresh = new ArrayList<>();
      for (int i = 0; i < inserted.length; i++) {
        if (inserted[i] > 0) {
          fresh.add(rows.get(i));
        }
      }
      return fresh;
    }
  }

  private String sql(long day) {
    return "INSERT INTO "
        + table
        + "_"
        + Family.suffix(day)
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + String.join(", ", Collections.nCopies(columns.size(), "?"))
        + ") ON CONFLICT DO NOTHING";
  }
}

package io.waymark.console.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Pages through the rows of a kind over all days, by time and id, the newest first: from day to
 * day, until the page is full. Each step is one look into an index.
 *
 * @param table the name of the tables without the day, with the columns {@code time_ms} and {@code
 *     id}
 */
record NewestFirst<T>(Family family, String table, RowMapper<T> mapper) {

  /** A column that must have a value; null for any. */
  record Condition(String column, @Nullable String value) {}

  private record Placed<T>(Cursor cursor, T row) {}

  Page<T> page(Reader reader, PageRequest request, Condition... conditions) {
    List<Condition> given = Stream.of(conditions).filter(each -> each.value() != null).toList();
    return reader.read(handle -> page(handle, given, request));
  }

  private Page<T> page(Handle handle, List<Condition> given, PageRequest request) {
    Cursor after = Cursor.read(request);
    List<Placed<T>> rows = new ArrayList<>();
    for (long day : family.newestFirst(handle, Long.MIN_VALUE)) {
      int missing = request.limit() + 1 - rows.size();
      if (missing > 0 && (after == null || day <= Family.day(after.time()))) {
        rows.addAll(query(handle, day, given, after, missing).map(this::placed).list());
      }
    }
    return Pages.cut(rows, request, Placed::cursor, Placed::row);
  }

  private Placed<T> placed(ResultSet row, StatementContext context) throws SQLException {
    return new Placed<>(
        Cursor.of(row.getLong("time_ms"), row.getString("id")), mapper.map(row, context));
  }

  private Query query(
      Handle handle, long day, List<Condition> given, @Nullable Cursor after, int limit) {
    StringBuilder sql =
        new StringBuilder("SELECT * FROM " + table + "_" + Family.suffix(day) + " WHERE 1 = 1");
    given.forEach(each -> sql.append(" AND " + each.column() + " = ?"));
    if (after != null) {
      sql.append(" AND (time_ms, id) < (?, ?)");
    }
    Query query =
        handle.createQuery(sql.append(" ORDER BY time_ms DESC, id DESC LIMIT ?").toString());
    int place = 0;
    for (Condition each : given) {
      query.bind(place++, ColumnText.write(String.valueOf(each.value())));
    }
    if (after != null) {
      query.bind(place++, after.time()).bind(place++, after.tie());
    }
    return query.bind(place, limit);
  }
}

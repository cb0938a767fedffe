package io.waymark.console.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The audit, replays and the texts of rules, which are on disk before a method returns. */
final class Kept implements Audit {
  private static final int MOST_RULES = 20_000;

  /** Longer than any dead letter is kept. */
  private static final Duration REPLAYS_KEPT = Duration.ofDays(4_000);

  private static final RowMapper<Rules.Version> VERSION =
      (row, context) ->
          new Rules.Version(
              ColumnText.read(row.getString("rule")),
              row.getString("version"),
              row.getLong("time_ms"),
              ColumnText.read(row.getString("author")),
              ColumnText.read(row.getString("reason")),
              readOrNull(row.getString("body")));

  private record Numbered(long number, Entry entry) {}

  private static final RowMapper<Numbered> NUMBERED =
      (row, context) ->
          new Numbered(
              row.getLong("entry"),
              new Entry(
                  row.getLong("time_ms"),
                  ColumnText.read(row.getString("who")),
                  ColumnText.read(row.getString("what")),
                  ColumnText.read(row.getString("about")),
                  ColumnText.read(row.getString("detail"))));

  private static final String INSERT =
      "INSERT INTO rule_versions (rule, time_ms, version, author, reason, body)"
          + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (rule, time_ms) DO UPDATE SET"
          + " author = excluded.author, reason = excluded.reason"
          + " WHERE rule_versions.author = '' AND excluded.author <> ''";

  private static final String NEWEST_OF_EACH =
      "SELECT * FROM rule_versions v WHERE time_ms ="
          + " (SELECT MAX(time_ms) FROM rule_versions w WHERE w.rule = v.rule)";

  private final Connections connections;

  Kept(Connections connections) {
    this.connections = connections;
  }

  private static @Nullable String readOrNull(@Nullable String written) {
    return written == null ? null : ColumnText.read(written);
  }

  @Override
  public void record(Entry entry) {
    connections.write(
        handle ->
            handle.execute(
                "INSERT INTO audit (entry, time_ms, who, what, about, detail)"
                    + " SELECT COALESCE(MAX(entry), 0) + 1, ?, ?, ?, ?, ? FROM audit",
                entry.timeMillis(),
                ColumnText.write(entry.who()),
                ColumnText.write(entry.what()),
                ColumnText.write(entry.about()),
                ColumnText.write(entry.detail())));
  }

  @Override
  public Page<Entry> page(Filter filter, PageRequest request) {
    Cursor after = Cursor.read(request);
    List<Numbered> rows =
        connections.read(
            handle ->
                asked(handle, filter)
                    .bind("after", after == null ? Long.MAX_VALUE : after.time())
                    .bind("limit", request.limit() + 1)
                    .map(NUMBERED)
                    .list());
    return Pages.cut(rows, request, row -> Cursor.of(row.number(), ""), Numbered::entry);
  }

  private static Query asked(Handle handle, Filter filter) {
    String who = filter.who();
    String what = filter.what();
    Query query =
        handle
            .createQuery(
                "SELECT * FROM audit WHERE entry < :after AND time_ms >= :since"
                    + (who == null ? "" : " AND who = :who")
                    + (what == null ? "" : " AND what = :what")
                    + " ORDER BY entry DESC LIMIT :limit")
            .bind("since", filter.sinceMillis());
    if (who != null) {
      query.bind("who", ColumnText.write(who));
    }
    if (what != null) {
      query.bind("what", ColumnText.write(what));
    }
    return query;
  }

  /** Keeps versions; the same one again adds who published it and why, where that was unknown. */
  void add(List<Rules.Version> versions) {
    if (versions.isEmpty()) {
      return;
    }
    connections.write(handle -> add(handle, versions));
  }

  private static void add(Handle handle, List<Rules.Version> versions) {
    try (PreparedBatch insert = handle.prepareBatch(INSERT)) {
      for (Rules.Version version : versions) {
        String text = version.text();
        insert
            .bind(0, ColumnText.write(version.rule()))
            .bind(1, version.timeMillis())
            .bind(2, version.version())
            .bind(3, ColumnText.write(version.author()))
            .bind(4, ColumnText.write(version.reason()))
            .bind(5, text == null ? null : ColumnText.write(text))
            .add();
      }
      int[] unused = insert.execute();
    }
  }

  /** Returns which of some letters were replayed. */
  Set<String> replayed(Collection<String> positions) {
    if (positions.isEmpty()) {
      return Set.of();
    }
    AnyOf these = new AnyOf("position", positions.stream().map(ColumnText::write).toList());
    List<String> found =
        connections.read(
            handle ->
                these
                    .bind(
                        handle.createQuery(
                            "SELECT position FROM replayed_letters WHERE " + these.sql()),
                        0)
                    .mapTo(String.class)
                    .list());
    return found.stream().map(ColumnText::read).collect(Collectors.toUnmodifiableSet());
  }

  /** Remembers replays, and forgets those of letters that no store holds any more. */
  void addReplayed(Collection<String> positions, long nowMillis) {
    connections.write(
        handle -> {
          handle.execute(
              "DELETE FROM replayed_letters WHERE time_ms < ?",
              nowMillis - REPLAYS_KEPT.toMillis());
          for (String position : positions) {
            handle.execute(
                "INSERT INTO replayed_letters (position, time_ms) VALUES (?, ?)"
                    + " ON CONFLICT (position) DO UPDATE SET time_ms = excluded.time_ms",
                ColumnText.write(position),
                nowMillis);
          }
        });
  }

  Page<Rules.Version> versions(String rule, PageRequest request) {
    Cursor after = Cursor.read(request);
    List<Rules.Version> rows =
        connections.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM rule_versions WHERE rule = ? AND time_ms < ?"
                            + " ORDER BY time_ms DESC LIMIT ?")
                    .bind(0, ColumnText.write(rule))
                    .bind(1, after == null ? Long.MAX_VALUE : after.time())
                    .bind(2, request.limit() + 1)
                    .map(VERSION)
                    .list());
    return Pages.cut(rows, request, row -> Cursor.of(row.timeMillis(), ""), row -> row);
  }

  List<Rules.Version> texts() {
    return connections.read(
        handle ->
            handle
                .createQuery(NEWEST_OF_EACH + " AND body IS NOT NULL ORDER BY rule LIMIT ?")
                .bind(0, MOST_RULES)
                .map(VERSION)
                .list());
  }

  Rules.Edition edition() {
    return connections.read(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) AS texts, COALESCE(MAX(time_ms), 0) AS newest"
                        + " FROM rule_versions")
                .map(
                    (row, context) ->
                        new Rules.Edition(row.getLong("texts"), row.getLong("newest")))
                .one());
  }

  Optional<Rules.Version> newest(String rule) {
    return versions(rule, PageRequest.first(1)).rows().stream().findFirst();
  }
}

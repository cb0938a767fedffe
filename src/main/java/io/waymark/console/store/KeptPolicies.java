package io.waymark.console.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The texts of policies, which are on disk before a method returns. */
final class KeptPolicies implements Policies {
  private static final RowMapper<Version> VERSION =
      (row, context) -> {
        String body = row.getString("body");
        return new Version(
            row.getString("version"),
            row.getLong("time_ms"),
            ColumnText.read(row.getString("author")),
            ColumnText.read(row.getString("reason")),
            body == null ? null : ColumnText.read(body));
      };

  private final Connections connections;

  KeptPolicies(Connections connections) {
    this.connections = connections;
  }

  /** Keeps versions; one that is kept already stays. */
  void add(List<Version> versions) {
    if (versions.isEmpty()) {
      return;
    }
    connections.write(
        handle -> {
          for (Version version : versions) {
            @Nullable String text = version.text();
            handle.execute(
                "INSERT INTO policy_versions (time_ms, version, author, reason, body)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                version.timeMillis(),
                version.version(),
                ColumnText.write(version.author()),
                ColumnText.write(version.reason()),
                text == null ? null : ColumnText.write(text));
          }
        });
  }

  @Override
  public Page<Version> versions(PageRequest request) {
    Cursor after = Cursor.read(request);
    List<Version> rows =
        connections.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM policy_versions WHERE time_ms < ?"
                            + " ORDER BY time_ms DESC LIMIT ?")
                    .bind(0, after == null ? Long.MAX_VALUE : after.time())
                    .bind(1, request.limit() + 1)
                    .map(VERSION)
                    .list());
    return Pages.cut(rows, request, row -> Cursor.of(row.timeMillis(), ""), row -> row);
  }

  @Override
  public Optional<Version> find(String version) {
    return connections.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM policy_versions WHERE version = ?"
                        + " ORDER BY time_ms DESC LIMIT 1")
                .bind(0, version)
                .map(VERSION)
                .findOne());
  }
}

package io.waymark.console.store;

import io.waymark.model.RuleStatus;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The last statuses of rules, what their versions have brought, and their texts. */
final class StoredRules implements Rules {
  private final Reader reader;
  private final Kept kept;

  StoredRules(Reader reader, Kept kept) {
    this.reader = reader;
    this.kept = kept;
  }

  @Override
  public Page<Row> page(PageRequest request) {
    Cursor after = Cursor.read(request);
    return reader.read(
        handle -> {
          List<String> rules =
              handle
                  .createQuery(
                      "SELECT DISTINCT rule FROM rule_status WHERE rule > ? AND rule <> ?"
                          + " ORDER BY rule LIMIT ?")
                  .bind(0, after == null ? "" : after.tie())
                  .bind(1, ColumnText.write(RuleStatus.POLICY))
                  .bind(2, request.limit() + 1)
                  .mapTo(String.class)
                  .list();
          return Pages.cut(rows(handle, rules), request, row -> cursor(row), row -> row);
        });
  }

  private static Cursor cursor(Row row) {
    return Cursor.of(ColumnText.write(row.rule()));
  }

  private static List<Row> rows(Handle handle, List<String> rules) {
    return rules.stream()
        .map(rule -> new Row(ColumnText.read(rule), statuses(handle, rule)))
        .toList();
  }

  private static List<Status> statuses(Handle handle, String rule) {
    return handle
        .createQuery("SELECT * FROM rule_status WHERE rule = ? ORDER BY time_ms DESC, subtask")
        .bind(0, rule)
        .map(
            (row, context) ->
                new Status(
                    row.getString("kind"),
                    row.getInt("subtask"),
                    row.getLong("time_ms"),
                    row.getString("document")))
        .list();
  }

  @Override
  public Optional<Row> find(String rule) {
    List<Status> statuses = reader.read(handle -> statuses(handle, ColumnText.write(rule)));
    return statuses.isEmpty() ? Optional.empty() : Optional.of(new Row(rule, statuses));
  }

  @Override
  public Page<Version> versions(String rule, PageRequest request) {
    return kept.versions(rule, request);
  }

  @Override
  public List<Version> texts() {
    return kept.texts();
  }

  @Override
  public Edition edition() {
    return kept.edition();
  }

  @Override
  public Optional<Version> newest(String rule) {
    return kept.newest(rule);
  }

  @Override
  public List<Outcomes> outcomes(String rule, int most) {
    return reader.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM rule_outcomes WHERE rule = ?"
                        + " ORDER BY time_ms DESC, version LIMIT ?")
                .bind(0, ColumnText.write(rule))
                .bind(1, most)
                .map(
                    (row, context) ->
                        new Outcomes(
                            ColumnText.read(row.getString("version")),
                            row.getLong("time_ms"),
                            row.getString("document")))
                .list());
  }

  @Override
  public void keep(Version version) {
    kept.add(List.of(version));
  }
}

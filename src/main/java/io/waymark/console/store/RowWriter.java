package io.waymark.console.store;

import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.Digest;
import io.waymark.model.RuleStatus;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a batch, all with the same few statements. */
final class RowWriter {
  static final long MINUTE_MILLIS = 60_000;
  static final long HOUR_MILLIS = 3_600_000;
  static final String TRIGGERS_BY_MINUTE = "triggers-minute";
  static final String TRIGGERS_BY_HOUR = "triggers-hour";
  static final String DECISIONS_BY_HOUR = "decisions-hour";

  /** The channel of touchpoints that have none, as the map calls it. */
  private static final String NO_CHANNEL = "unknown";

  private final Handle handle;

  /** The oldest day to be stored, by family. */
  private final Map<Family, Long> oldest;

  RowWriter(Handle handle, Map<Family, Long> oldest) {
    this.handle = handle;
    this.oldest = Map.copyOf(oldest);
  }

  void write(Batch batch) {
    byDay(Family.EVENTS, batch.applied, row -> row.applied().eventMillis(), this::writeApplied);
    byDay(Family.EVENTS, batch.triggers, row -> row.trigger().timeMillis(), this::writeTriggers);
    byDay(Family.EVENTS, batch.decisions, row -> row.decision().timeMillis(), this::writeDecisions);
    byDay(
        Family.EVENTS,
        batch.transitions,
        row -> row.transition().timeMillis(),
        this::writeTransitions);
    byDay(
        Family.LETTERS,
        batch.deadLetters,
        row -> row.letter().receivedMillis(),
        this::writeDeadLetters);
    writeStatuses(batch.statuses);
    writeCuts(batch.cuts);
  }

  private <T> void byDay(
      Family family, List<T> rows, ToLongFunction<T> time, BiConsumer<Long, List<T>> write) {
    Map<Long, List<T>> days = new TreeMap<>();
    for (T row : rows) {
      long day = Family.day(time.applyAsLong(row));
      if (day >= oldest.getOrDefault(family, Long.MIN_VALUE)) {
        days.computeIfAbsent(day, d -> new ArrayList<>()).add(row);
      }
    }
    days.forEach(write);
  }

  private void writeApplied(long day, List<Batch.AppliedRow> rows) {
    Map<String, @Nullable String> segments = new TreeMap<>();
    try (PreparedBatch insert =
        handle.prepareBatch(
            "INSERT INTO touchpoints_"
                + Family.suffix(day)
                + " (customer, time_ms, id, seq, cell, document) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (Batch.AppliedRow row : rows) {
        Touchpoint touchpoint = row.applied().touchpoint();
        String customer = ColumnText.write(touchpoint.customer());
        segments.put(customer, segment(row.applied()));
        insert
            .bind(0, customer)
            .bind(1, touchpoint.timeMillis())
            .bind(2, ColumnText.write(touchpoint.id()))
            .bind(3, row.offset())
            .bind(4, cell(row.applied().stage(), touchpoint.channel(), touchpoint.type()))
            .bind(5, row.document())
            .add();
      }
      int[] unused = insert.execute();
    }
    writeCustomers(day, segments);
  }

  private static @Nullable String segment(Applied applied) {
    return applied.segment() == null ? null : ColumnText.write(applied.segment());
  }

  /** Writes customers in order, so that two writers do not wait for each other. */
  private void writeCustomers(long day, Map<String, @Nullable String> segments) {
    try (PreparedBatch upsert =
        handle.prepareBatch(
            "INSERT INTO customers (customer, handle, last_day, segment) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (customer) DO UPDATE"
                + " SET last_day = excluded.last_day, segment = excluded.segment"
                + " WHERE customers.last_day < excluded.last_day"
                + " OR (customers.last_day = excluded.last_day"
                + " AND customers.segment IS DISTINCT FROM excluded.segment)")) {
      segments.forEach(
          (customer, segment) ->
              upsert
                  .bind(0, customer)
                  .bind(1, keyOf(customer))
                  .bind(2, day)
                  .bind(3, segment)
                  .add());
      int[] unused = upsert.execute();
    }
  }

  /** Returns the text that stands for a customer in addresses. */
  static String keyOf(String writtenCustomer) {
    return Digest.hex("customer", writtenCustomer);
  }

  /** Returns the number of a cell of the map, whose names may be long. */
  static long cell(@Nullable String stage, @Nullable String channel, String type) {
    return Digest.number(
        "cell", stage == null ? "" : stage, channel == null ? NO_CHANNEL : channel, type);
  }

  private void writeTriggers(long day, List<Batch.TriggerRow> rows) {
    Map<Count, Long> counts = new TreeMap<>();
    try (PreparedBatch insert =
        handle.prepareBatch(
            "INSERT INTO triggers_"
                + Family.suffix(day)
                + " (id, rule, signal, owner, customer, time_ms, due_ms, emitted_ms, document)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Batch.TriggerRow row : rows) {
        Trigger trigger = row.trigger();
        insert
            .bind(0, ColumnText.write(trigger.id()))
            .bind(1, ColumnText.write(trigger.rule()))
            .bind(2, trigger.signal().code())
            .bind(3, ColumnText.write(trigger.owner()))
            .bind(4, ColumnText.write(trigger.customer()))
            .bind(5, trigger.timeMillis())
            .bind(6, trigger.latency().dueMillis())
            .bind(7, trigger.latency().emittedMillis())
            .bind(8, row.document())
            .add();
      }
      int[] inserted = insert.execute();
      for (int i = 0; i < inserted.length; i++) {
        if (inserted[i] > 0) {
          count(counts, rows.get(i).trigger());
        }
      }
    }
    writeCounts(day, counts);
  }

  private static void count(Map<Count, Long> counts, Trigger trigger) {
    long due = trigger.latency().dueMillis();
    Long emitted = trigger.latency().emittedMillis();
    String late = Long.toString(Lateness.bucket(emitted == null ? 0 : Math.max(0, emitted - due)));
    String rule = ColumnText.write(trigger.rule());
    long time = trigger.timeMillis();
    add(counts, new Count(TRIGGERS_BY_MINUTE, floor(time, MINUTE_MILLIS), rule, late));
    add(counts, new Count(TRIGGERS_BY_HOUR, floor(time, HOUR_MILLIS), rule, late));
  }

  private void writeDecisions(long day, List<Batch.DecisionRow> rows) {
    Map<Count, Long> counts = new TreeMap<>();
    try (PreparedBatch insert =
        handle.prepareBatch(
            "INSERT INTO decisions_"
                + Family.suffix(day)
                + " (id, rule, gate, customer, time_ms, document) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (Batch.DecisionRow row : rows) {
        Decision decision = row.decision();
        insert
            .bind(0, ColumnText.write(decision.id()))
            .bind(1, ColumnText.write(decision.rule()))
            .bind(2, gate(decision))
            .bind(3, ColumnText.write(decision.customer()))
            .bind(4, decision.timeMillis())
            .bind(5, row.document())
            .add();
      }
      int[] inserted = insert.execute();
      for (int i = 0; i < inserted.length; i++) {
        if (inserted[i] > 0) {
          Decision decision = rows.get(i).decision();
          add(
              counts,
              new Count(
                  DECISIONS_BY_HOUR,
                  floor(decision.timeMillis(), HOUR_MILLIS),
                  ColumnText.write(decision.rule()),
                  gate(decision)));
        }
      }
    }
    writeCounts(day, counts);
  }

  private static String gate(Decision decision) {
    return decision.withheldBy() == null ? Decisions.SENT : decision.withheldBy().code();
  }

  private void writeTransitions(long day, List<Batch.TransitionRow> rows) {
    try (PreparedBatch insert =
        handle.prepareBatch(
            "INSERT INTO transitions_"
                + Family.suffix(day)
                + " (id, customer, time_ms, document) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Batch.TransitionRow row : rows) {
        insert
            .bind(0, row.transition().id())
            .bind(1, ColumnText.write(row.transition().customer()))
            .bind(2, row.transition().timeMillis())
            .bind(3, row.document())
            .add();
      }
      int[] unused = insert.execute();
    }
  }

  private void writeDeadLetters(long day, List<Batch.DeadLetterRow> rows) {
    Map<Count, Long> counts = new TreeMap<>();
    try (PreparedBatch insert =
        handle.prepareBatch(
            "INSERT INTO dead_letters_"
                + Family.suffix(day)
                + " (position, reason, time_ms, document) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (Batch.DeadLetterRow row : rows) {
        insert
            .bind(0, ColumnText.write(row.letter().position().toString()))
            .bind(1, row.letter().reason().code())
            .bind(2, row.letter().receivedMillis())
            .bind(3, row.document())
            .add();
      }
      int[] inserted = insert.execute();
      for (int i = 0; i < inserted.length; i++) {
        if (inserted[i] > 0) {
          long from = floor(rows.get(i).letter().receivedMillis(), HOUR_MILLIS);
          add(counts, new Count("", from, rows.get(i).letter().reason().code(), ""));
        }
      }
    }
    writeLetterCounts(day, counts);
  }

  private void writeLetterCounts(long day, Map<Count, Long> counts) {
    String table = "letter_counts_" + Family.suffix(day);
    counts.forEach(
        (count, n) ->
            handle.execute(
                "INSERT INTO "
                    + table
                    + " (from_ms, reason, n) VALUES (?, ?, ?)"
                    + " ON CONFLICT (from_ms, reason) DO UPDATE SET n = "
                    + table
                    + ".n + excluded.n",
                count.fromMillis(),
                count.name(),
                n));
  }

  private void writeCounts(long day, Map<Count, Long> counts) {
    String table = "counts_" + Family.suffix(day);
    try (PreparedBatch upsert =
        handle.prepareBatch(
            "INSERT INTO "
                + table
                + " (kind, from_ms, name, label, n) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (kind, from_ms, name, label) DO UPDATE SET n = "
                + table
                + ".n + excluded.n")) {
      counts.forEach(
          (count, n) ->
              upsert
                  .bind(0, count.kind())
                  .bind(1, count.fromMillis())
                  .bind(2, count.name())
                  .bind(3, count.label())
                  .bind(4, n)
                  .add());
      int[] unused = upsert.execute();
    }
  }

  private void writeStatuses(List<Batch.StatusRow> rows) {
    try (PreparedBatch upsert =
        handle.prepareBatch(
            "INSERT INTO rule_status (rule, kind, subtask, time_ms, document)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (rule, kind, subtask) DO UPDATE SET"
                + " time_ms = excluded.time_ms, document = excluded.document"
                + " WHERE rule_status.time_ms <= excluded.time_ms")) {
      for (Batch.StatusRow row : rows) {
        upsert
            .bind(0, ColumnText.write(row.status().rule()))
            .bind(1, kind(row.status()))
            .bind(2, row.status().subtask())
            .bind(3, row.status().timeMillis())
            .bind(4, row.document())
            .add();
      }
      int[] unused = upsert.execute();
    }
  }

  private static String kind(RuleStatus status) {
    return status.failures() != null
        ? "failures"
        : status.runsPerCustomer() != null ? "runs" : status.state().code();
  }

  private void writeCuts(List<DailyCuts.Row> rows) {
    for (DailyCuts.Row row : rows) {
      handle.execute(
          "INSERT INTO cuts (day, segment, document) VALUES (?, ?, ?)"
              + " ON CONFLICT (day, segment) DO UPDATE SET document = excluded.document",
          row.day(),
          ColumnText.write(row.segment()),
          row.document());
    }
  }

  static long floor(long millis, long unit) {
    return Math.floorDiv(millis, unit) * unit;
  }

  private static void add(Map<Count, Long> counts, Count count) {
    counts.merge(count, 1L, Long::sum);
  }

  /** The key of a count, in an order in which two writers do not wait for each other. */
  private record Count(String kind, long fromMillis, String name, String label)
      implements Comparable<Count> {
    @Override
    public int compareTo(Count other) {
      int order = kind.compareTo(other.kind);
      order = order != 0 ? order : Long.compare(fromMillis, other.fromMillis);
      order = order != 0 ? order : name.compareTo(other.name);
      return order != 0 ? order : label.compareTo(other.label);
    }
  }
}

package io.waymark.console.store;

import io.waymark.model.Applied;
import io.waymark.model.Decision;
import io.waymark.model.DeliveryAttempt;
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
  /** The channel of touchpoints that have none, as the map calls it. */
  private static final String NO_CHANNEL = "unknown";

  private static final RowInsert<Batch.AppliedRow> TOUCHPOINTS =
      new RowInsert<>(
          "touchpoints",
          List.of("customer", "time_ms", "id", "seq", "cell", "document"),
          (insert, row) -> {
            Touchpoint touchpoint = row.applied().touchpoint();
            insert
                .bind(0, ColumnText.write(touchpoint.customer()))
                .bind(1, touchpoint.timeMillis())
                .bind(2, ColumnText.write(touchpoint.id()))
                .bind(3, row.offset())
                .bind(4, cell(row.applied().stage(), touchpoint.channel(), touchpoint.type()))
                .bind(5, row.document());
          });

  private static final RowInsert<Batch.TriggerRow> TRIGGERS =
      new RowInsert<>(
          "triggers",
          List.of(
              "id",
              "rule",
              "signal",
              "owner",
              "customer",
              "time_ms",
              "due_ms",
              "emitted_ms",
              "document"),
          (insert, row) -> {
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
                .bind(8, row.document());
          });

  private static final RowInsert<Batch.DecisionRow> DECISIONS =
      new RowInsert<>(
          "decisions",
          List.of("id", "rule", "gate", "customer", "time_ms", "document"),
          (insert, row) -> {
            Decision decision = row.decision();
            insert
                .bind(0, ColumnText.write(id(decision)))
                .bind(1, ColumnText.write(decision.rule()))
                .bind(2, gate(decision))
                .bind(3, ColumnText.write(decision.customer()))
                .bind(4, decision.timeMillis())
                .bind(5, row.document());
          });

  private static final RowInsert<Batch.TransitionRow> TRANSITIONS =
      new RowInsert<>(
          "transitions",
          List.of("id", "customer", "time_ms", "document"),
          (insert, row) ->
              insert
                  .bind(0, row.transition().id())
                  .bind(1, ColumnText.write(row.transition().customer()))
                  .bind(2, row.transition().timeMillis())
                  .bind(3, row.document()));

  private static final RowInsert<Batch.DeadLetterRow> DEAD_LETTERS =
      new RowInsert<>(
          "dead_letters",
          List.of("position", "reason", "time_ms", "document"),
          (insert, row) ->
              insert
                  .bind(0, ColumnText.write(row.letter().position().toString()))
                  .bind(1, row.letter().reason().code())
                  .bind(2, row.letter().receivedMillis())
                  .bind(3, row.document()));

  private static final RowInsert<Batch.AttemptRow> ATTEMPTS =
      new RowInsert<>(
          "attempts",
          List.of("id", "destination", "trigger_id", "customer", "outcome", "time_ms", "document"),
          (insert, row) -> {
            DeliveryAttempt attempt = row.attempt();
            insert
                .bind(0, row.id())
                .bind(1, ColumnText.write(attempt.to()))
                .bind(2, ColumnText.write(attempt.trigger()))
                .bind(3, ColumnText.write(attempt.customer()))
                .bind(4, attempt.outcome().code())
                .bind(5, attempt.timeMillis())
                .bind(6, row.document());
          });

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
    byDay(Family.ATTEMPTS, batch.attempts, row -> row.attempt().timeMillis(), this::writeAttempts);
    new EndpointWriter(handle).write(batch);
    writeStatuses(batch.statuses);
    writeOutcomes(batch.outcomes);
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
    List<Batch.AppliedRow> unused = TOUCHPOINTS.into(handle, day, rows);
    Map<String, @Nullable String> segments = new TreeMap<>();
    for (Batch.AppliedRow row : rows) {
      segments.put(ColumnText.write(row.applied().touchpoint().customer()), segment(row.applied()));
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
    RowCounts counts = new RowCounts();
    TRIGGERS.into(handle, day, rows).forEach(row -> count(counts, row.trigger()));
    counts.write(handle, day);
  }

  private static void count(RowCounts counts, Trigger trigger) {
    long due = trigger.latency().dueMillis();
    Long emitted = trigger.latency().emittedMillis();
    String late = Long.toString(Lateness.bucket(emitted == null ? 0 : Math.max(0, emitted - due)));
    String rule = ColumnText.write(trigger.rule());
    long time = trigger.timeMillis();
    counts.add(RowCounts.TRIGGERS_BY_MINUTE, time, RowCounts.MINUTE_MILLIS, rule, late);
    counts.add(RowCounts.TRIGGERS_BY_HOUR, time, RowCounts.HOUR_MILLIS, rule, late);
  }

  private void writeDecisions(long day, List<Batch.DecisionRow> rows) {
    RowCounts counts = new RowCounts();
    DECISIONS.into(handle, day, rows).forEach(row -> count(counts, row.decision()));
    counts.write(handle, day);
  }

  private static void count(RowCounts counts, Decision decision) {
    counts.add(
        RowCounts.DECISIONS_BY_HOUR,
        decision.timeMillis(),
        RowCounts.HOUR_MILLIS,
        ColumnText.write(decision.rule()),
        gate(decision));
  }

  /** Returns the key of a row; a match that was held has two. */
  private static String id(Decision decision) {
    return decision.isHeld() ? decision.id() + "-held" : decision.id();
  }

  private static String gate(Decision decision) {
    if (decision.isHeld()) {
      return Decisions.HELD;
    }
    return decision.gate() == null ? Decisions.SENT : decision.gate().code();
  }

  private void writeTransitions(long day, List<Batch.TransitionRow> rows) {
    List<Batch.TransitionRow> unused = TRANSITIONS.into(handle, day, rows);
  }

  private void writeDeadLetters(long day, List<Batch.DeadLetterRow> rows) {
    RowCounts counts = new RowCounts();
    for (Batch.DeadLetterRow row : DEAD_LETTERS.into(handle, day, rows)) {
      counts.add(
          "",
          row.letter().receivedMillis(),
          RowCounts.HOUR_MILLIS,
          row.letter().reason().code(),
          "");
    }
    counts.writeOfLetters(handle, day);
  }

  private void writeAttempts(long day, List<Batch.AttemptRow> rows) {
    RowCounts counts = new RowCounts();
    ATTEMPTS.into(handle, day, rows).forEach(row -> AttemptLabels.count(counts, row.attempt()));
    counts.writeOfAttempts(handle, day);
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

  private void writeOutcomes(List<Batch.OutcomesRow> rows) {
    for (Batch.OutcomesRow row : rows) {
      handle.execute(
          "INSERT INTO rule_outcomes (rule, version, time_ms, document) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (rule, version) DO UPDATE SET"
              + " time_ms = excluded.time_ms, document = excluded.document",
          ColumnText.write(row.outcomes().rule()),
          ColumnText.write(row.outcomes().version()),
          row.outcomes().asOfMillis(),
          row.document());
    }
  }

  private static String kind(RuleStatus status) {
    return status.failures() != null
        ? "failures"
        : status.runsPerCustomer() != null
            ? "runs"
            : status.pause() != null ? "pause" : status.state().code();
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
}

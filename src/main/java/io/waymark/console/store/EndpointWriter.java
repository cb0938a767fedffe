package io.waymark.console.store;

import io.waymark.console.store.Batch.EndpointRow;
import io.waymark.console.store.Batch.ParkedRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes the statuses of destinations, and what is parked for them. */
final class EndpointWriter {
  private final Handle handle;

  EndpointWriter(Handle handle) {
    this.handle = handle;
  }

  void write(Batch batch) {
    for (EndpointRow row : batch.endpoints) {
      handle.execute(
          "INSERT INTO endpoint_status (destination, document) VALUES (?, ?)"
              + " ON CONFLICT (destination) DO UPDATE SET document = excluded.document",
          ColumnText.write(row.status().to()),
          row.document());
    }
    // The last of several records of a trigger counts; the order keeps two writers from waiting.
    Map<String, ParkedRow> last = new TreeMap<>();
    batch.parked.forEach(row -> last.put(ColumnText.write(row.trigger()), row));
    unpark(last.entrySet().stream().filter(e -> e.getValue().to() == null).toList());
    park(last.entrySet().stream().filter(e -> e.getValue().to() != null).toList());
  }

  private void unpark(List<Map.Entry<String, ParkedRow>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedBatch delete = handle.prepareBatch("DELETE FROM parked WHERE trigger_id = ?")) {
      rows.forEach(row -> delete.bind(0, row.getKey()).add());
      int[] unused = delete.execute();
    }
  }

  private void park(List<Map.Entry<String, ParkedRow>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedBatch upsert =
        handle.prepareBatch(
            "INSERT INTO parked (trigger_id, destination, parked_ms) VALUES (?, ?, ?)"
                + " ON CONFLICT (trigger_id) DO UPDATE SET"
                + " destination = excluded.destination, parked_ms = excluded.parked_ms")) {
      rows.forEach(
          row ->
              upsert
                  .bind(0, row.getKey())
                  .bind(1, ColumnText.write(String.valueOf(row.getValue().to())))
                  .bind(2, row.getValue().timeMillis())
                  .add());
      int[] unused = upsert.execute();
    }
  }
}

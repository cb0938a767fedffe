package io.waymark.console.store;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores numbered touchpoints, triggers and dead letters from the offset that the store has, as the
 * feed would, until all are stored; the test kills it before that.
 */
final class StoringProcess {
  static final int PARTITIONS = 3;
  static final int CUSTOMERS = 50;
  private static final int TOGETHER = 20;

  private StoringProcess() {}

  /** Takes the store, a folder or a URL, and the number of records of each partition. */
  public static void main(String[] args) {
    long records = Long.parseLong(args[1]);
    try (RowStore store = RowStore.open(settings(args[0]))) {
      System.out.println("open");
      boolean isDone = false;
      while (!isDone) {
        Batch batch = next(store.offsets(), records);
        isDone = batch.isEmpty();
        if (!isDone) {
          store.write(batch);
          System.out.println(store.offsets());
        }
      }
    }
  }

  static StoreSettings settings(String store) {
    Database database =
        store.startsWith("jdbc:")
            ? new Database.Postgres(store, null, null)
            : new Database.Sqlite(java.nio.file.Path.of(store));
    return new StoreSettings(database, Duration.ofDays(30), 1L << 40);
  }

  private static Batch next(Map<Batch.Partition, Long> offsets, long records) {
    Batch batch = new Batch();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      @Nullable Long stored = offsets.get(new Batch.Partition("applied", partition));
      long from = stored == null ? 0 : stored;
      long to = Math.min(records, from + TOGETHER + partition);
      for (long offset = from; offset < to; offset++) {
        add(batch, partition, offset);
      }
      if (to > from) {
        batch.read("applied", partition, to);
      }
    }
    return batch;
  }

  /** Adds a touchpoint, with every tenth a trigger, over three days. */
  private static void add(Batch batch, int partition, long offset) {
    String id = partition + "-" + offset;
    String customer = "c-" + partition + "-" + offset % CUSTOMERS;
    long time = StoredSamples.NOON + offset * 60_000;
    batch.add(StoredSamples.touchpoint(customer, id, "t", time), offset, "{\"id\":\"" + id + "\"}");
    if (offset % 10 == 0) {
      batch.add(StoredSamples.trigger(id, customer, time, 5), "{\"id\":\"" + id + "\"}");
    }
  }
}

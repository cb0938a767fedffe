package io.waymark.console.store;

import static io.waymark.console.store.StoredSamples.json;

import io.waymark.model.Applied;
import io.waymark.wire.Topics;

/** A store that tests of every product use alike. */
interface StoreContract {
  RowStore store();

  StoreSettings settings(int days, long bytes);

  /** Closes the store and opens it again. */
  void reopen(StoreSettings settings);

  /** Closes the store and opens it without what Kafka can rebuild. */
  void rebuild();

  /** Adds a touchpoint to a batch, at the next offset. */
  void add(Batch batch, Applied applied);

  default void write(Applied applied) {
    Batch batch = new Batch();
    add(batch, applied);
    store().write(batch);
  }

  static String document(Applied applied) {
    return json(Topics.APPLIED.document().write(applied, 0));
  }
}

package io.waymark.console.store;

import io.waymark.model.Applied;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens a fresh store for each test, whatever the product. */
abstract class OpenStore
    implements CustomersContract,
        OutcomesContract,
        DeliveriesContract,
        KeptContract,
        RetentionContract {
  RowStore store;
  private Database database;
  private long offset;

  /** Returns a database in which nothing is. */
  abstract Database fresh() throws Exception;

  @BeforeEach
  void open() throws Exception {
    database = fresh();
    store = RowStore.open(settings(30, 1L << 40));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public RowStore store() {
    return store;
  }

  @Override
  public StoreSettings settings(int days, long bytes) {
    return new StoreSettings(database, Duration.ofDays(days), bytes);
  }

  @Override
  public void reopen(StoreSettings settings) {
    store.close();
    store = RowStore.open(settings);
  }

  @Override
  public void rebuild() {
    store.close();
    store = RowStore.openEmpty(settings(30, 1L << 40));
  }

  @Override
  public void add(Batch batch, Applied applied) {
    batch.add(applied, offset++, StoreContract.document(applied));
    batch.read("applied", 0, offset);
  }
}

package io.waymark.console.store;

/**
 * All that can be asked of the store, by any number of threads. Each method may throw {@link
 * StoreException}.
 */
public interface Store extends AutoCloseable {
  Customers customers();

  Triggers triggers();

  Decisions decisions();

  Deliveries deliveries();

  DeadLetters deadLetters();

  Rules rules();

  Policies policies();

  DailyCuts dailyCuts();

  SeenNames seenNames();

  Audit audit();

  StoreState state();

  @Override
  void close();
}

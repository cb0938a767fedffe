package io.waymark.lab.bench;

import java.io.PrintWriter;

/**
 * Measures how many bytes the state of a customer takes.
 *
 * @param rules how many are live
 * @param touchpoints how many follow the first one of each customer
 */
public record StateBench(int rules, int customers, long touchpoints) {
  /**
   * Measures.
   *
   * @param out for progress
   */
  public StateTable measure(PrintWriter out) {
    SyntheticLoad load = SyntheticLoad.introduced(customers);
    long all = load.introduced() + touchpoints;
    Ticker ticker = new Ticker(out);
    try (CustomerStore store = new CustomerStore(BenchRules.read(rules))) {
      for (long index = 0; index < all; index++) {
        store.apply(load.touchpoint(index));
        long done = index + 1;
        ticker.tick(() -> "state of customers: %,d of %,d".formatted(done, all));
      }
      ticker.clear();
      double triggers = store.triggers() * 100.0 / all;
      return new StateTable(rules, all, triggers, store.sizes(SyntheticLoad.timeMillis(all)));
    }
  }
}

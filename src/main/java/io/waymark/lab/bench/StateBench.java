package io.waymark.lab.bench;

import io.waymark.lab.bench.MapMeter.Cut;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many bytes the state of a customer takes, and the journey map of all of them.
 *
 * @param rules how many are live
 * @param touchpoints how many follow the first one of each customer
 */
public record StateBench(int rules, int customers, long touchpoints) {
  /** The cuts of the map that are measured, at the end of the load. */
  private static final int CUTS = 100;

  /**
   * Measures.
   *
   * @param out for progress
   */
  public StateTable measure(PrintWriter out) throws Exception {
    SyntheticLoad load = SyntheticLoad.introduced(customers);
    long all = load.introduced() + touchpoints;
    Ticker ticker = new Ticker(out);
    List<Cut> cuts = new ArrayList<>();
    long between = SyntheticLoad.before(SyntheticLoad.timeMillis(0) + MapMeter.BETWEEN_CUTS_MILLIS);
    try (CustomerStore store = new CustomerStore(BenchRules.read(rules))) {
      for (long index = 0; index < all; index++) {
        store.apply(load.touchpoint(index));
        if ((all - index) % between == 0 && all - index <= CUTS * between) {
          cuts.add(store.map().cut(SyntheticLoad.timeMillis(index)));
        }
        long done = index + 1;
        ticker.tick(() -> "state of customers: %,d of %,d".formatted(done, all));
      }
      ticker.clear();
      double triggers = store.triggers() * 100.0 / all;
      return new StateTable(
          rules,
          all,
          triggers,
          store.sizes(SyntheticLoad.timeMillis(all)),
          new MapTable(store.map().places(), store.map().stateBytes(), cuts));
    }
  }
}

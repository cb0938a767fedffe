package io.waymark.lab.bench;

import io.waymark.binary.ByteOutput;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.RuleBook;
import io.waymark.customer.Wall;
import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.Ledger;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Arrival;
import io.waymark.model.Outgoing;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import io.waymark.model.Trigger;
import io.waymark.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps customers as the job does, decoded and encoded for each touchpoint, in a map on heap. */
final class CustomerStore implements AutoCloseable {
  /**
   * The size of one customer's state.
   *
   * @param mapBytes how many of the bytes are for the journey map
   */
  record Size(int openRuns, int bytes, int mapBytes) {}

  private static final int MOSTLY_ENOUGH = 1 << 9;

  private final RuleBook book = RuleBook.open((rule, runs) -> {});
  private final CustomerEngine engine;
  private final CustomerCodec codec = new CustomerCodec();
  private final Map<String, byte[]> values = new HashMap<>();
  private final Tallies tallies = new Tallies();
  private final CellNames names = new CellNames();
  private final MapMeter map = new MapMeter(BenchRules.lifecycle(), names, tallies);
  private long triggers;

  CustomerStore(List<Rule> rules) {
    rules.forEach(rule -> book.put(rule, 0));
    engine =
        new CustomerEngine(
            BenchRules.lifecycle(),
            book,
            this::count,
            DropRecorder.NONE,
            new Wall(() -> 0, false),
            SegmentsReader.bundled(),
            new Cartographer(BenchRules.lifecycle(), 0, names, tallies));
  }

  /** Applies a touchpoint; they come in order of time. */
  void apply(Touchpoint touchpoint) {
    Customer customer = read(touchpoint.customer());
    engine.apply(customer, new Arrival(touchpoint, Position.line("load", 1), 0));
    values.put(touchpoint.customer(), write(customer));
    if (tallies.areMany()) {
      map.add();
    }
  }

  /** Returns the size of each customer's state once all deadlines up to a time have passed. */
  List<Size> sizes(long timeMillis) {
    List<Size> sizes = new ArrayList<>();
    for (String id : values.keySet()) {
      Customer customer = read(id);
      engine.passDeadlines(customer, timeMillis);
      sizes.add(new Size(customer.openRuns(), write(customer).length, bytes(customer.ledger())));
    }
    return sizes;
  }

  /** Returns the journey map of all customers. */
  MapMeter map() {
    return map;
  }

  /** Returns the number of triggers that have gone out. */
  long triggers() {
    return triggers;
  }

  @Override
  public void close() {
    book.close();
  }

  private void count(Outgoing record) {
    triggers += record instanceof Trigger ? 1 : 0;
  }

  private Customer read(String id) {
    byte[] value = values.get(id);
    return value == null ? new Customer(id) : codec.read(id, value);
  }

  private static int bytes(Ledger ledger) {
    ByteOutput out = new ByteOutput(MOSTLY_ENOUGH);
    try {
      ledger.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return out.toByteArray().length;
  }

  /** Encodes a customer, with the timer that the job would set. */
  private byte[] write(Customer customer) {
    customer.timerMillis(engine.wakeMillis(customer));
    return codec.write(customer);
  }
}

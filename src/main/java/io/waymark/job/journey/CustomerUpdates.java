package io.waymark.job.journey;

import io.waymark.binary.PackedArrival;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.job.metric.Tally;
import io.waymark.job.metric.TypeCounts;
import io.waymark.job.stream.LateLetter;
import io.waymark.match.Runs;
import io.waymark.model.Arrival;
import org.jspecify.annotations.Nullable;

/** Lets the engine change one customer: for a touchpoint, or because a deadline may be due. */
final class CustomerUpdates implements EventTimeOrder.Receiver {
  private final HotCustomers customers;
  private final CustomerEngine engine;
  private final DeadlineTimers deadlines;
  private final JourneyOutlet outlet;
  private final Tally tally;
  private final @Nullable TypeCounts types;
  private final RuleHoldings holdings;
  private final MapFeed map;
  private final HeadcountFeed headcounts;

  /**
   * Creates updates.
   *
   * @param types counts what is applied; null in a run without end, which does not need it
   */
  CustomerUpdates(
      HotCustomers customers,
      CustomerEngine engine,
      DeadlineTimers deadlines,
      JourneyOutlet outlet,
      Tally tally,
      @Nullable TypeCounts types,
      RuleHoldings holdings,
      MapFeed map,
      HeadcountFeed headcounts) {
    this.customers = customers;
    this.engine = engine;
    this.deadlines = deadlines;
    this.outlet = outlet;
    this.tally = tally;
    this.types = types;
    this.holdings = holdings;
    this.map = map;
    this.headcounts = headcounts;
  }

  @Override
  public void prefetch(PackedArrival[] batch, int size) {
    customers.prefetch(batch, size);
  }

  @Override
  public void apply(PackedArrival packed, long clockMillis) throws Exception {
    Customer customer = customers.get(packed.customer());
    Arrival arrival = packed.unpack();
    if (engine.apply(customer, arrival)) {
      tally.count(Tally.Of.APPLIED);
      if (types != null) {
        types.count(arrival.touchpoint().type());
      }
      holdings.noteApplied(customer);
      map.noteApplied(arrival);
      headcounts.noteApplied(arrival);
      noteChanged(customer, engine.wakeMillis(customer), clockMillis);
    } else {
      tally.count(Tally.Of.DUPLICATE);
    }
  }

  @Override
  public void refuseLate(PackedArrival packed, long clockMillis) throws Exception {
    Arrival arrival = packed.unpack();
    if (CustomerEngine.isDuplicate(customers.get(packed.customer()), arrival.touchpoint())) {
      tally.count(Tally.Of.DUPLICATE);
    } else {
      outlet.emit(LateLetter.of(arrival, clockMillis));
    }
  }

  /** Passes the deadlines of the customer whose timer has fired. */
  void passDeadlines(String id, long clockMillis) throws Exception {
    Customer customer = customers.get(id);
    DeadlineTimers.noteFired(customer);
    engine.passDeadlines(customer, clockMillis);
    long deadlineMillis = engine.wakeMillis(customer);
    // At the end of a finite input the map's are left, and would be due again and again.
    noteChanged(customer, deadlineMillis > clockMillis ? deadlineMillis : Runs.NEVER, clockMillis);
  }

  private void noteChanged(Customer customer, long deadlineMillis, long clockMillis)
      throws Exception {
    deadlines.arm(customer, deadlineMillis, clockMillis);
    customers.markDirty(customer);
    map.sendIfMany();
    headcounts.sendIfMany();
  }
}

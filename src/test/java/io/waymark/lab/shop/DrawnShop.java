package io.waymark.lab.shop;

import io.waymark.customer.Customer;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.RuleBook;
import io.waymark.customer.Wall;
import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.JourneyMap;
import io.waymark.journey.MapCuts;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.LifecycleReader;
import io.waymark.lifecycle.SegmentsReader;
import io.waymark.model.Arrival;
import io.waymark.model.MapRecord;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.List;

/** Draws the history of a shop into a journey map as the job does, without Flink. */
final class DrawnShop {
  private final JourneyMap map = new JourneyMap();
  private final Tallies tallies = new Tallies();
  private final CellNames names = new CellNames();
  private final Shop shop;
  private final CustomerEngine engine;
  private final List<MapRecord> records = new ArrayList<>();

  private DrawnShop(Shop shop, RuleBook noRules) {
    Lifecycle lifecycle = LifecycleReader.named("commerce");
    Cartographer cartographer = new Cartographer(lifecycle, 1, names, tallies);
    this.shop = shop;
    this.engine =
        new CustomerEngine(
            lifecycle,
            noRules,
            record -> {},
            DropRecorder.NONE,
            new Wall(() -> 0, false),
            SegmentsReader.bundled(),
            cartographer);
    long opened = shop.opened().toEpochMilli();
    Arrivals arrivals = Arrivals.of(shop);
    for (long number = 0; arrivals.millis(number) < opened; number++) {
      draw(arrivals.plan(number), opened);
    }
    send();
    new MapCuts(map, lifecycle).next(opened, records::add);
  }

  /** Returns the records of the map at the time at which the shop opened. */
  static List<MapRecord> records(Shop shop) {
    try (RuleBook noRules = RuleBook.open((rule, runs) -> {})) {
      return new DrawnShop(shop, noRules).records;
    }
  }

  private void draw(Journey journey, long opened) {
    Customer customer = new Customer(journey.touchpoints().get(0).customer());
    for (Touchpoint touchpoint : journey.touchpoints()) {
      if (touchpoint.timeMillis() < opened) {
        Position position = new Position("shop", 0, 0);
        engine.apply(customer, new Arrival(touchpoint, position, touchpoint.timeMillis()));
      }
    }
    engine.passDeadlines(customer, opened);
    if (tallies.areMany()) {
      send();
    }
  }

  private void send() {
    tallies.drain(names).forEach(map::add);
  }
}

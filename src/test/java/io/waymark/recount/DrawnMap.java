package io.waymark.recount;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.customer.Customer;
import io.waymark.customer.CustomerCodec;
import io.waymark.customer.CustomerEngine;
import io.waymark.customer.DropRecorder;
import io.waymark.customer.RuleBook;
import io.waymark.customer.Wall;
import io.waymark.journey.Cartographer;
import io.waymark.journey.CellNames;
import io.waymark.journey.JourneyMap;
import io.waymark.journey.MapCuts;
import io.waymark.journey.StageTally;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.lifecycle.Segments;
import io.waymark.model.Arrival;
import io.waymark.model.MapRecord;
import io.waymark.model.Position;
import io.waymark.model.Touchpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A map as the job draws it, without Flink: several subtasks, each with customers of its own, whose
 * states and tallies go through their bytes, and one map that gets the tallies in any order.
 */
public final class DrawnMap implements AutoCloseable {
  /** The heap of one subtask of the journey operator. */
  private record Subtask(CustomerEngine engine, Tallies tallies, CellNames names) {}

  private final Lifecycle lifecycle;
  private final Random random;
  private final RuleBook rules = RuleBook.open((rule, runs) -> {});
  private final CustomerCodec codec = new CustomerCodec();
  private final Map<String, byte[]> customers = new HashMap<>();
  private final Map<String, byte[]> parts = new HashMap<>();
  private final Map<String, MapRecord> records = new LinkedHashMap<>();
  private final IntFunction<Subtask> newSubtask;
  private List<Subtask> subtasks;
  private final Supplier<JourneyMap> newMap;
  private JourneyMap map;
  private MapCuts cuts;

  /**
   * Creates an empty map.
   *
   * @param random decides in which order tallies come
   */
  public DrawnMap(Lifecycle lifecycle, Segments segments, int subtasks, Random random) {
    this(lifecycle, segments, subtasks, random, JourneyMap::new);
  }

  DrawnMap(
      Lifecycle lifecycle,
      Segments segments,
      int subtasks,
      Random random,
      Supplier<JourneyMap> newMap) {
    this.newMap = newMap;
    this.map = newMap.get();
    this.lifecycle = lifecycle;
    this.random = random;
    this.newSubtask = number -> subtask(segments);
    this.subtasks = IntStream.range(0, subtasks).mapToObj(newSubtask).toList();
    this.cuts = new MapCuts(map, lifecycle);
  }

  private Subtask subtask(Segments segments) {
    Tallies tallies = new Tallies();
    CellNames names = new CellNames();
    CustomerEngine engine =
        new CustomerEngine(
            lifecycle,
            rules,
            record -> {},
            DropRecorder.NONE,
            new Wall(() -> 0, false),
            segments,
            new Cartographer(lifecycle, 1, names, tallies));
    return new Subtask(engine, tallies, names);
  }

  public void apply(Touchpoint touchpoint) {
    Customer customer = customer(touchpoint.customer());
    of(touchpoint.customer())
        .engine()
        .apply(customer, new Arrival(touchpoint, Position.line("history", 1), 0));
    customers.put(customer.id(), codec.write(customer));
  }

  private Customer customer(String id) {
    byte[] bytes = customers.get(id);
    return bytes == null ? new Customer(id) : codec.read(id, bytes);
  }

  private Subtask of(String customer) {
    return subtasks.get(Math.floorMod(customer.hashCode(), subtasks.size()));
  }

  /** Sends the tallies of all subtasks to the map. */
  public void deliver() {
    List<StageTally> tallies = new ArrayList<>();
    subtasks.forEach(each -> tallies.addAll(each.tallies().drain(each.names())));
    Collections.shuffle(tallies, random);
    tallies.forEach(tally -> map.add(throughBytes(tally)));
  }

  private static StageTally throughBytes(StageTally tally) {
    try {
      ByteOutput out = new ByteOutput(1 << 10);
      tally.write(out);
      return StageTally.read(new ByteInput(out.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a checkpoint, and starts anew from it with another number of subtasks. */
  public void restart(int otherSubtasks) throws Exception {
    deliver();
    map.flush(parts::put);
    map = newMap.get();
    parts.forEach(map::restore);
    cuts = new MapCuts(map, lifecycle);
    records.clear();
    subtasks = IntStream.range(0, otherSubtasks).mapToObj(newSubtask).toList();
  }

  /** Passes all deadlines and publishes; returns the records that are in force then. */
  public Collection<MapRecord> cut(long asOfMillis) {
    for (String id : List.copyOf(customers.keySet())) {
      Customer customer = customer(id);
      of(id).engine().passDeadlines(customer, asOfMillis);
      customers.put(id, codec.write(customer));
    }
    deliver();
    cuts.next(asOfMillis, record -> records.put(record.key(), record));
    return records.values();
  }

  @Override
  public void close() {
    rules.close();
  }
}

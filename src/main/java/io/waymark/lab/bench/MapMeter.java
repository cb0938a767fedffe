package io.waymark.lab.bench;

import io.waymark.journey.CellNames;
import io.waymark.journey.JourneyMap;
import io.waymark.journey.MapCuts;
import io.waymark.journey.Tallies;
import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.MapRecord;
import io.waymark.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Draws the journey map of a load as the job does, and measures its cuts. */
final class MapMeter {
  /** The event time between two cuts, as in the job. */
  static final long BETWEEN_CUTS_MILLIS = TimeUnit.SECONDS.toMillis(2);

  /**
   * One cut.
   *
   * @param bytes of the documents of its records, with their keys
   */
  record Cut(long records, long bytes, double millis) {}

  private final JourneyMap map = new JourneyMap();
  private final MapCuts cuts;
  private final CellNames names;
  private final Tallies tallies;

  /**
   * Creates a meter of an empty map.
   *
   * @param names of the cells in {@code tallies}
   */
  MapMeter(Lifecycle lifecycle, CellNames names, Tallies tallies) {
    this.cuts = new MapCuts(map, lifecycle);
    this.names = names;
    this.tallies = tallies;
  }

  /** Adds to the map what has been counted. */
  void add() {
    tallies.drain(names).forEach(map::add);
  }

  /** Cuts the map, and returns what is published because it has changed. */
  Cut cut(long timeMillis) {
    add();
    List<MapRecord> records = new ArrayList<>();
    long begin = System.nanoTime();
    cuts.next(timeMillis, records::add);
    double millis = (System.nanoTime() - begin) / 1e6;
    long bytes = records.stream().mapToLong(record -> bytes(record, timeMillis)).sum();
    return new Cut(records.size(), bytes, millis);
  }

  private static long bytes(MapRecord record, long timeMillis) {
    return (long) record.key().length()
        + Topics.JOURNEY_MAP.document().write(record, timeMillis).length;
  }

  /** Returns the number of stages, cells and ways, each counted in each of its segments. */
  int places() {
    return map.places();
  }

  /** Returns the bytes that the map takes in state. */
  long stateBytes() throws Exception {
    long[] bytes = new long[1];
    map.flush((key, part) -> bytes[0] += key.length() + part.length);
    return bytes[0];
  }
}

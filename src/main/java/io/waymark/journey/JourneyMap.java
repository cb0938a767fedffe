package io.waymark.journey;

import io.waymark.binary.ByteInput;
import io.waymark.binary.ByteOutput;
import io.waymark.model.MapRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that the map has counted, by segment and stage; in the segment {@link MapRecord#EVERYBODY} it
 * adds up the others. {@link MapCuts} makes figures of it. Mutable, of one thread.
 */
public final class JourneyMap {
  private static final int MOSTLY_ENOUGH = 1 << 16;

  /** The key of a part: of its segment and stage, neither of which has a line break. */
  private static final String BETWEEN = "\n";

  private final Map<String, MapPart> parts = new TreeMap<>();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final CellBounds bounds = new CellBounds();

  /** The minute up to which time has passed at the last expiry, at a full hour. */
  private long nowMinute;

  /** Adds what a subtask has counted. */
  public void add(StageTally tally) {
    add(tally.segment(), tally);
    add(MapRecord.EVERYBODY, tally);
  }

  private void add(String segment, StageTally tally) {
    String key = key(segment, tally.stage());
    MapPart part = parts.computeIfAbsent(key, k -> new MapPart());
    dirty.add(key);
    for (StageTally.Entry entry : tally.entries()) {
      Rings rings = rings(part, tally, entry);
      entry
          .counts()
          .forEach((measure, minute, amount) -> rings.add(measure, minute, amount, nowMinute));
    }
  }

  private Rings rings(MapPart part, StageTally tally, StageTally.Entry entry) {
    if (entry.cell() == Place.STAGE) {
      return part.stage;
    }
    long cell = bounds.idOf(tally.stage(), entry.cell(), tally.cells().get(entry.cell()));
    if (entry.next() == Place.STAGE) {
      return part.cell(cell);
    }
    long next = bounds.idOf(tally.stage(), entry.next(), tally.cells().get(entry.next()));
    return part.way(new MapPart.Way(cell, next));
  }

  /** Moves sums on to the longer buckets that are enough from now on, once an hour. */
  void expire(long minute) {
    long hour = Level.HOURS.floor(minute);
    if (hour > nowMinute) {
      nowMinute = hour;
      parts.values().forEach(part -> part.expire(hour));
      dirty.addAll(parts.keySet());
    }
  }

  /** Takes the parts that have changed since the last call, in the form that state keeps. */
  public interface PartWriter {
    void write(String key, byte[] part) throws Exception;
  }

  /** Writes the parts that have changed since the last call. */
  public void flush(PartWriter writer) throws Exception {
    ByteOutput out = new ByteOutput(MOSTLY_ENOUGH);
    for (String key : dirty) {
      MapPart part = part(key);
      out.reset();
      part.write(out, names(part));
      writer.write(key, out.toByteArray());
    }
    dirty.clear();
  }

  private Map<Long, Cell> names(MapPart part) {
    Map<Long, Cell> names = new LinkedHashMap<>();
    part.cells.keySet().forEach(id -> names.put(id, bounds.get(id)));
    for (MapPart.Way way : part.ways.keySet()) {
      for (long id : new long[] {way.from(), way.to()}) {
        if (id > Place.LOST) {
          names.put(id, bounds.get(id));
        }
      }
    }
    return names;
  }

  /** Restores a part in the form that state keeps. */
  public void restore(String key, byte[] bytes) {
    try {
      Map<Long, Cell> names = new LinkedHashMap<>();
      parts.put(key, MapPart.read(new ByteInput(bytes), names));
      names.forEach(bounds::learn);
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the map cannot be read", e);
    }
  }

  /** Returns the segments, {@link MapRecord#EVERYBODY} among them, in alphabetical order. */
  Set<String> segments() {
    Set<String> segments = new LinkedHashSet<>();
    parts.keySet().forEach(key -> segments.add(key.substring(0, key.indexOf(BETWEEN))));
    return segments;
  }

  /** Returns the parts of a segment by their stage. */
  Map<String, MapPart> stages(String segment) {
    Map<String, MapPart> stages = new LinkedHashMap<>();
    parts.forEach(
        (key, part) -> {
          if (key.startsWith(segment + BETWEEN)) {
            stages.put(key.substring(segment.length() + BETWEEN.length()), part);
          }
        });
    return stages;
  }

  /** Returns the number of stages, cells and ways, each counted in each of its segments. */
  public int places() {
    return parts.values().stream().mapToInt(MapPart::places).sum();
  }

  /** Returns the id of the cell in which all meet that exceed the bounds of a stage. */
  long other(String stage) {
    return bounds.other(stage);
  }

  Cell cell(long id) {
    return bounds.get(id);
  }

  private MapPart part(String key) {
    MapPart part = parts.get(key);
    if (part == null) {
      throw new IllegalArgumentException("no part " + key);
    }
    return part;
  }

  /** Returns the key under which a part is kept. */
  public static String key(String segment, String stage) {
    return segment + BETWEEN + stage;
  }
}

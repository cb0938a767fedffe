package io.waymark.journey;

import io.waymark.binary.Binary;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All that the map has counted, by segment and stage; in the segment {@link MapRecord#EVERYBODY} it
 * adds up the others. {@link MapCuts} makes figures of it. Mutable, of one thread.
 */
public final class JourneyMap {
  /**
   * The stages, cells and ways that the map keeps apart, each counted in each of its segments.
   * Cells and ways that come when there are as many count as {@link Cell#OTHER}: a place once known
   * stays known, so that what is taken back is taken from where it was added.
   */
  static final int MOST_PLACES = 10_000;

  private static final int MOSTLY_ENOUGH = 1 << 16;

  /** The key of a part: of its segment and stage, neither of which has a line break. */
  private static final String BETWEEN = "\n";

  /** The key beside those of the parts under which state keeps when the map began. */
  private static final String BEGINNING = "";

  /** None of the formats of a part. */
  private static final int BEGINNING_FORMAT = 3;

  private final Map<String, MapPart> parts = new TreeMap<>();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final CellBounds bounds = new CellBounds();

  private final int mostPlaces;

  /** Numbers that the threads of metrics read. */
  private final AtomicInteger places = new AtomicInteger();

  private final AtomicLong overflows = new AtomicLong();

  private @Nullable Long beganMillis;
  private boolean isBeginningKept;

  /** The minute up to which time has passed at the last expiry, at a full hour. */
  private long nowMinute;

  public JourneyMap() {
    this(MOST_PLACES);
  }

  /**
   * Creates an empty map.
   *
   * @param mostPlaces beyond which new cells and ways count as {@link Cell#OTHER}
   */
  public JourneyMap(int mostPlaces) {
    this.mostPlaces = mostPlaces;
  }

  /**
   * Notes when the map begins, where it was not restored: what an earlier map has published is none
   * of it.
   */
  public void begin(long wallMillis) {
    if (beganMillis == null) {
      beganMillis = wallMillis;
    }
  }

  /** Returns when the map began on the wall clock; null where nobody has noted it. */
  @Nullable Long beganMillis() {
    return beganMillis;
  }

  /** Adds what a subtask has counted. */
  public void add(StageTally tally) {
    add(tally.segment(), tally);
    add(MapRecord.EVERYBODY, tally);
  }

  private void add(String segment, StageTally tally) {
    String key = key(segment, tally.stage());
    MapPart part = parts.computeIfAbsent(key, k -> newPart());
    int before = part.places();
    dirty.add(key);
    for (StageTally.Entry entry : tally.entries()) {
      Rings rings = rings(part, tally, entry);
      entry
          .counts()
          .forEach((measure, minute, amount) -> rings.add(measure, minute, amount, nowMinute));
      places.addAndGet(part.places() - before);
      before = part.places();
    }
  }

  private MapPart newPart() {
    MapPart part = new MapPart();
    places.addAndGet(part.places());
    return part;
  }

  private Rings rings(MapPart part, StageTally tally, StageTally.Entry entry) {
    if (entry.cell() == Place.STAGE) {
      return part.stage;
    }
    long cell = bounds.idOf(tally.stage(), entry.cell(), tally.cells().get(entry.cell()));
    if (entry.next() == Place.STAGE) {
      return part.cells.containsKey(cell) || hasRoom()
          ? part.cell(cell)
          : part.cell(bounds.learnOther(tally.stage()));
    }
    long next = bounds.idOf(tally.stage(), entry.next(), tally.cells().get(entry.next()));
    MapPart.Way way = new MapPart.Way(cell, next);
    return part.ways.containsKey(way) || !part.hasRoomFor(way) || hasRoom()
        ? part.way(way)
        : part.otherWays();
  }

  /** Returns whether there is room for another place, and counts that there was none. */
  private boolean hasRoom() {
    boolean hasRoom = places.get() < mostPlaces;
    if (!hasRoom) {
      overflows.incrementAndGet();
    }
    return hasRoom;
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
    if (beganMillis != null && !isBeginningKept) {
      out.reset();
      out.writeByte(BEGINNING_FORMAT);
      Binary.writeInteger(out, beganMillis);
      writer.write(BEGINNING, out.toByteArray());
      isBeginningKept = true;
    }
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
      if (key.equals(BEGINNING)) {
        restoreBeginning(new ByteInput(bytes));
        return;
      }
      Map<Long, Cell> names = new LinkedHashMap<>();
      MapPart part = MapPart.read(new ByteInput(bytes), names);
      parts.put(key, part);
      places.addAndGet(part.places());
      names.forEach(bounds::learn);
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the map cannot be read", e);
    }
  }

  private void restoreBeginning(ByteInput in) throws IOException {
    int format = in.readByte();
    if (format != BEGINNING_FORMAT) {
      throw new IOException("unknown format of the beginning of the map: " + format);
    }
    beganMillis = Binary.readInteger(in);
    isBeginningKept = true;
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
    return places.get();
  }

  /** Returns how often counts were added to {@link Cell#OTHER} because there was no room. */
  public long overflows() {
    return overflows.get();
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

package io.waymark.journey;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of one stage in one segment: the value that the state of the map keeps. Mutable. */
final class MapPart {
  private static final int FORMAT = 2;

  /** The format in which each level of {@link Rings} had all sums of its time. */
  private static final int NESTED = 1;

  /** The ways into a stage that are kept apart; all others count as one. */
  static final int MOST_WAYS = 500;

  /** The step from one cell to another. */
  record Way(long from, long to) {}

  /** All ways into a stage that are not kept apart. */
  static final Way OTHER_WAYS = new Way(Place.STAGE, Place.STAGE);

  final Rings stage;
  final Map<Long, Rings> cells = new LinkedHashMap<>();
  final Map<Way, Rings> ways = new LinkedHashMap<>();

  MapPart() {
    this(new Rings());
  }

  private MapPart(Rings stage) {
    this.stage = stage;
  }

  /** Returns the counts of a cell. */
  Rings cell(long cell) {
    return cells.computeIfAbsent(cell, c -> new Rings());
  }

  /** Returns the counts of a way; those of {@link #OTHER_WAYS} where there are too many. */
  Rings way(Way way) {
    return hasRoomFor(way) ? ways.computeIfAbsent(way, w -> new Rings()) : otherWays();
  }

  /** Returns whether a way is told apart, or would be in a map with room. */
  boolean hasRoomFor(Way way) {
    return ways.containsKey(way) || ways.size() < MOST_WAYS;
  }

  Rings otherWays() {
    return ways.computeIfAbsent(OTHER_WAYS, w -> new Rings());
  }

  int places() {
    return 1 + cells.size() + ways.size();
  }

  void expire(long minute) {
    stage.expire(minute);
    cells.values().forEach(rings -> rings.expire(minute));
    ways.values().forEach(rings -> rings.expire(minute));
  }

  /**
   * Writes the part.
   *
   * @param names of the cells in it
   */
  void write(DataOutput out, Map<Long, Cell> names) throws IOException {
    out.writeByte(FORMAT);
    CellNames.write(out, names);
    stage.write(out);
    Binary.writeInteger(out, cells.size());
    for (Map.Entry<Long, Rings> cell : cells.entrySet()) {
      CellEntry.writeId(out, cell.getKey());
      cell.getValue().write(out);
    }
    Binary.writeInteger(out, ways.size());
    for (Map.Entry<Way, Rings> way : ways.entrySet()) {
      CellEntry.writeId(out, way.getKey().from());
      CellEntry.writeId(out, way.getKey().to());
      way.getValue().write(out);
    }
  }

  /**
   * Reads a part.
   *
   * @param names takes the names of the cells in it
   */
  static MapPart read(DataInput in, Map<Long, Cell> names) throws IOException {
    int format = in.readByte();
    if (format != FORMAT && format != NESTED) {
      throw new IOException("unknown format of a part of the map: " + format);
    }
    names.putAll(CellNames.read(in));
    MapPart part = new MapPart(rings(in, format));
    for (int left = Binary.readCount(in); left > 0; left--) {
      part.cells.put(CellEntry.readId(in), rings(in, format));
    }
    for (int left = Binary.readCount(in); left > 0; left--) {
      part.ways.put(new Way(CellEntry.readId(in), CellEntry.readId(in)), rings(in, format));
    }
    return part;
  }

  private static Rings rings(DataInput in, int format) throws IOException {
    return format == NESTED ? Rings.readNested(in) : Rings.read(in);
  }
}

package io.waymark.journey;

import io.waymark.binary.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cells that a subtask has met, by their names and by their ids. It is bounded: a source that
 * puts ids into the names of types must not fill the heap.
 */
public final class CellNames {
  /** The cells that are known at the same time; those met later are {@link Cell#OTHER}. */
  static final int MOST = 4_096;

  private final Map<Cell, Long> ids = new HashMap<>();
  private final Map<Long, Cell> cells = new HashMap<>();
  private final Map<String, Set<String>> types = new HashMap<>();
  private boolean areTooMany;

  /** Returns the id of a cell, or of {@link Cell#otherOf} its stage where there are too many. */
  long idOf(Cell cell) {
    Long known = ids.get(cell);
    if (known != null) {
      return known;
    }
    areTooMany |= ids.size() >= MOST || hasManyTypes(cell);
    return learn(ids.size() < MOST ? cell : Cell.otherOf(cell.stage()));
  }

  /** Returns whether the map has had to count cells as {@link Cell#OTHER}, or will. */
  public boolean areTooMany() {
    return areTooMany;
  }

  private boolean hasManyTypes(Cell cell) {
    Set<String> known = types.getOrDefault(cell.stage(), Set.of());
    return known.size() >= CellBounds.MOST_TYPES && !known.contains(cell.type());
  }

  private long learn(Cell cell) {
    return ids.computeIfAbsent(
        cell,
        c -> {
          long id = c.id();
          cells.put(id, c);
          types.computeIfAbsent(c.stage(), stage -> new HashSet<>()).add(c.type());
          return id;
        });
  }

  Optional<Cell> find(long id) {
    return Optional.ofNullable(cells.get(id));
  }

  /** Returns the number of cells; it never falls. */
  public int size() {
    return ids.size();
  }

  static void write(DataOutput out, Map<Long, Cell> cells) throws IOException {
    Binary.writeInteger(out, cells.size());
    for (Map.Entry<Long, Cell> each : cells.entrySet()) {
      CellEntry.writeId(out, each.getKey());
      Binary.writeText(out, each.getValue().stage());
      Binary.writeText(out, each.getValue().channel());
      Binary.writeText(out, each.getValue().type());
    }
  }

  static Map<Long, Cell> read(DataInput in) throws IOException {
    Map<Long, Cell> cells = new LinkedHashMap<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      cells.put(
          CellEntry.readId(in),
          new Cell(Binary.readInterned(in), Binary.readInterned(in), Binary.readInterned(in)));
    }
    return cells;
  }
}

package io.waymark.journey;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the map by their ids, at most so many channels and types of each stage; all others
 * are one. A source that puts ids into the names of types must not fill the map.
 */
final class CellBounds {
  static final int MOST_CHANNELS = 12;
  static final int MOST_TYPES = 64;

  private final Map<Long, Cell> names = new HashMap<>();
  private final Map<String, Set<String>> types = new HashMap<>();
  private final Set<String> channels = new HashSet<>();

  /** The cells in which all meet that exceed the bounds, by stage: their id costs a digest. */
  private final Map<String, Long> others = new HashMap<>();

  /**
   * Returns the cell as which one is counted: itself, if it was known before or there is room.
   *
   * @param stage of the cell
   * @param named the cell, null where its name is not known
   */
  long idOf(String stage, long id, @Nullable Cell named) {
    if (id <= Place.LOST || names.containsKey(id)) {
      return id;
    }
    if (named != null && hasRoomFor(named)) {
      learn(id, named);
      return id;
    }
    return learnOther(named == null ? stage : named.stage());
  }

  /** Returns the id of {@link #other}, which has a name from now on. */
  long learnOther(String stage) {
    long id = other(stage);
    names.computeIfAbsent(id, other -> Cell.otherOf(stage));
    return id;
  }

  /** Returns the id of the cell in which all meet that exceed the bounds of a stage. */
  long other(String stage) {
    return others.computeIfAbsent(stage, other -> Cell.otherOf(other).id());
  }

  private boolean hasRoomFor(Cell cell) {
    Set<String> known = types.getOrDefault(cell.stage(), Set.of());
    return (channels.contains(cell.channel()) || channels.size() < MOST_CHANNELS)
        && (known.contains(cell.type()) || known.size() < MOST_TYPES);
  }

  void learn(long id, Cell cell) {
    names.put(id, cell);
    if (id != other(cell.stage())) {
      channels.add(cell.channel());
      types.computeIfAbsent(cell.stage(), stage -> new HashSet<>()).add(cell.type());
    }
  }

  /** Returns a cell that is known. */
  Cell get(long id) {
    Cell cell = names.get(id);
    if (cell == null) {
      throw new IllegalArgumentException("no cell " + id);
    }
    return cell;
  }
}

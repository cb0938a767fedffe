package io.waymark.recount;

import io.waymark.model.MapRecord;
import io.waymark.model.SegmentFigures;
import io.waymark.model.SegmentFigures.CellName;
import io.waymark.model.SegmentFigures.Way;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which cells a map may have counted as others. Which ones have come first is known to the
 * map alone, so that they are taken over from it; but only where it has used up all the room that
 * it has. Otherwise a cell has to be there.
 */
final class ShownCells {
  private static final int MOST_CHANNELS = 12;
  private static final int MOST_TYPES = 64;

  /** The stages, cells and ways in all segments. */
  static final int MOST_PLACES = 10_000;

  private record Place(String segment, CellName cell) {}

  private record Ends(String segment, @Nullable CellName from, @Nullable CellName to) {}

  private final Set<Place> places = new HashSet<>();
  private final Set<String> channels = new HashSet<>();
  private final Map<String, Set<String>> types = new HashMap<>();

  /** Whether all places of all segments may not have had room. */
  private final boolean mayBeFull;

  /**
   * Reads what a map shows.
   *
   * @param facts of the same history
   */
  ShownCells(Collection<MapRecord> map, Facts facts, int mostPlaces) {
    boolean hasOthers = false;
    int shown = 0;
    for (MapRecord record : map) {
      SegmentFigures segment = record.segmentFigures();
      if (segment != null) {
        hasOthers |= !segment.otherWays().isEmpty();
        shown += segment.ways().size();
        segment.ways().forEach(this::add);
      } else if (record.closing() == null) {
        CellName cell = cell(record);
        add(cell);
        shown += cell == null ? 1 : 2; // Customers may have been lost after it, and have come back.
        if (cell != null) {
          places.add(new Place(String.valueOf(record.segment()), cell));
        }
      }
    }
    mayBeFull = (hasOthers || shown >= mostPlaces) && most(facts) >= mostPlaces;
  }

  private void add(Way way) {
    add(way.from());
    add(way.to());
  }

  private void add(@Nullable CellName cell) {
    if (cell != null && !cell.equals(other(cell))) {
      channels.add(cell.channel());
      types.computeIfAbsent(cell.stage(), stage -> new HashSet<>()).add(cell.type());
    }
  }

  private static @Nullable CellName cell(MapRecord record) {
    String stage = record.stage();
    String channel = record.channel();
    String type = record.type();
    return stage == null || channel == null || type == null
        ? null
        : new CellName(stage, channel, type);
  }

  /** Returns how many places there can be at the most, wherever customers have been. */
  private static long most(Facts facts) {
    long segments = facts.segments().count() + 1;
    long stages = facts.stays().stream().map(Facts.Stay::stage).distinct().count();
    long cells = facts.cells().count();
    Set<Ends> ways = new HashSet<>();
    for (Facts.Passage passage : facts.passages()) {
      ways.add(new Ends(passage.segment(), passage.from(), passage.to()));
      ways.add(new Ends(MapRecord.EVERYBODY, passage.from(), passage.to()));
    }
    return segments * (stages + 2 * cells) + ways.size();
  }

  /** Returns whether the map surely had room for all places. */
  boolean hasRoom() {
    return !mayBeFull;
  }

  /** Returns the cell as which one is counted in a segment. */
  CellName shown(String segment, CellName cell) {
    return mayBeFull && !places.contains(new Place(segment, cell)) ? other(cell) : end(cell);
  }

  /** Returns the cell as which one stands at the end of a way. */
  CellName end(CellName cell) {
    Set<String> known = types.getOrDefault(cell.stage(), Set.of());
    boolean fits =
        (known.contains(cell.type()) || known.size() < MOST_TYPES)
            && (channels.contains(cell.channel()) || channels.size() < MOST_CHANNELS);
    return fits ? cell : other(cell);
  }

  private static CellName other(CellName cell) {
    return new CellName(cell.stage(), CellRecount.OTHER, CellRecount.OTHER);
  }
}

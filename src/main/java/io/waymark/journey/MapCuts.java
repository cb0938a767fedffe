package io.waymark.journey;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes cuts of the map: consistent publications of what has changed since the last one. */
public final class MapCuts {
  private final JourneyMap map;
  private final SegmentCut segments;

  /** The records published last, by key. A hash would not do: it misses a change now and then. */
  private final Map<String, MapRecord> published = new HashMap<>();

  /** The segments that could not be drawn in the last cut, and why. */
  private final Map<String, String> leftOut = new TreeMap<>();

  private long records;

  /**
   * Creates cuts, the first of which has everything.
   *
   * @param lifecycle whose stages are shown
   */
  public MapCuts(JourneyMap map, Lifecycle lifecycle) {
    this.map = map;
    this.segments = new SegmentCut(map, lifecycle);
  }

  /**
   * Publishes the next cut: the records that have changed, then the one that closes it. A segment
   * with counts that cannot be stays as it was published before, and is {@link #leftOut}.
   *
   * @param asOfMillis the event time up to which all is counted
   */
  public void next(long asOfMillis, Consumer<MapRecord> out) {
    map.expire(Minutes.of(asOfMillis));
    records = 0;
    leftOut.clear();
    for (String segment : map.segments()) {
      List<MapRecord> drawn = new ArrayList<>();
      try {
        segments.records(segment, asOfMillis, drawn::add);
      } catch (ImpossibleCountsException e) {
        leftOut.put(segment, String.valueOf(e.getMessage()));
        continue;
      }
      drawn.forEach(record -> publish(record, out));
    }
    out.accept(MapRecord.closing(asOfMillis, new CutFigures(records)).ofMap(map.beganMillis()));
  }

  /**
   * Returns the segments that the last cut left as they were, each with the place and the count.
   */
  public Map<String, String> leftOut() {
    return Map.copyOf(leftOut);
  }

  private void publish(MapRecord record, Consumer<MapRecord> out) {
    MapRecord before = published.put(record.key(), record);
    if (before == null || !record.hasFiguresOf(before)) {
      out.accept(record.ofMap(map.beganMillis()));
      records++;
    }
  }
}

package io.waymark.journey;

import io.waymark.lifecycle.Lifecycle;
import io.waymark.model.CutFigures;
import io.waymark.model.MapRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes cuts of the map: consistent publications of what has changed since the last one. */
public final class MapCuts {
  private final JourneyMap map;
  private final SegmentCut segments;

  /** The records published last, by key. A hash would not do: it misses a change now and then. */
  private final Map<String, MapRecord> published = new HashMap<>();

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
   * Publishes the next cut: the records that have changed, then the one that closes it.
   *
   * @param asOfMillis the event time up to which all is counted
   */
  public void next(long asOfMillis, Consumer<MapRecord> out) {
    map.expire(Minutes.of(asOfMillis));
    records = 0;
    for (String segment : map.segments()) {
      segments.records(segment, asOfMillis, record -> publish(record, out));
    }
    out.accept(MapRecord.closing(asOfMillis, new CutFigures(records)).ofMap(map.beganMillis()));
  }

  private void publish(MapRecord record, Consumer<MapRecord> out) {
    MapRecord before = published.put(record.key(), record);
    if (before == null || !record.hasFiguresOf(before)) {
      out.accept(record.ofMap(map.beganMillis()));
      records++;
    }
  }
}

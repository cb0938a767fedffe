package io.waymark.model;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a cut of the journey map, with absolute values. Produced by the map, at most every two
 * seconds and only where something has changed; consumed by whoever shows the map. Exactly one of
 * the figures is there.
 *
 * @param segment null for the record that closes a cut
 * @param stage null for the figures of a segment
 * @param channel only for the figures of a cell, as {@code type}
 * @param asOfMillis the event time at which it is true
 * @param closing says that all records of a cut are out
 * @param mapBeganMillis the wall-clock time at which the map began without state, which tells it
 *     from an earlier one on the same topic; null where there is no other
 */
public record MapRecord(
    @Nullable String segment,
    @Nullable String stage,
    @Nullable String channel,
    @Nullable String type,
    long asOfMillis,
    @Nullable StageFigures stageFigures,
    @Nullable CellFigures cellFigures,
    @Nullable SegmentFigures segmentFigures,
    @Nullable CutFigures closing,
    @Nullable Long mapBeganMillis)
    implements Outgoing {
  /** The segment in which everybody is. */
  public static final String EVERYBODY = "all";

  public MapRecord {
    long parts =
        Stream.of(stageFigures, cellFigures, segmentFigures, closing)
            .filter(part -> part != null)
            .count();
    if (parts != 1) {
      throw new IllegalArgumentException("a record of the map has one kind of figures");
    }
  }

  public static MapRecord ofStage(String segment, String stage, long asOf, StageFigures figures) {
    return new MapRecord(segment, stage, null, null, asOf, figures, null, null, null, null);
  }

  public static MapRecord ofCell(
      String segment, String stage, String channel, String type, long asOf, CellFigures figures) {
    return new MapRecord(segment, stage, channel, type, asOf, null, figures, null, null, null);
  }

  public static MapRecord ofSegment(String segment, long asOf, SegmentFigures figures) {
    return new MapRecord(segment, null, null, null, asOf, null, null, figures, null, null);
  }

  public static MapRecord closing(long asOf, CutFigures figures) {
    return new MapRecord(null, null, null, null, asOf, null, null, null, figures, null);
  }

  /** Returns the record as one of a map that began at a time. */
  public MapRecord ofMap(@Nullable Long beganMillis) {
    return Objects.equals(beganMillis, mapBeganMillis)
        ? this
        : new MapRecord(
            segment,
            stage,
            channel,
            type,
            asOfMillis,
            stageFigures,
            cellFigures,
            segmentFigures,
            closing,
            beganMillis);
  }

  /**
   * Returns whether it says the same as another record, which may be true at another time, or of a
   * map that began at another.
   */
  public boolean hasFiguresOf(MapRecord other) {
    return Objects.equals(stageFigures, other.stageFigures)
        && Objects.equals(cellFigures, other.cellFigures)
        && Objects.equals(segmentFigures, other.segmentFigures)
        && Objects.equals(closing, other.closing);
  }

  @Override
  public long eventMillis() {
    return asOfMillis;
  }

  /** Returns the key of what it is about: a later record with the same key replaces it. */
  public String key() {
    StringBuilder key = new StringBuilder(segment == null ? "cut" : "segment");
    for (String part : new String[] {segment, stage, channel, type}) {
      if (part != null) {
        key.append('/').append(part.replace("%", "%25").replace("/", "%2F"));
      }
    }
    return key.toString();
  }
}

package io.waymark.console.store;

import java.util.List;
import java.util.Optional;

/** The last cut of the journey map on each day, to compare with. */
public interface DailyCuts {
  /**
   * A cut of one segment.
   *
   * @param day since 1970, UTC
   * @param document in the form of {@code wire.MapCutDocument}
   */
  record Row(long day, String segment, String document) {}

  /** Returns the days of which there is a cut of a segment, the newest first. */
  List<Long> days(String segment);

  /** Returns the cut of a day. */
  Optional<Row> find(long day, String segment);
}

package io.waymark.journey;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads from tallies the sums that they add to the map, whatever their hash tables look like. */
public final class TallySums {
  private TallySums() {}

  /** Returns the sums by place, measure and time; courses by the day, as the map keeps them. */
  public static Map<String, Long> of(List<StageTally> tallies) {
    Map<String, Long> sums = new TreeMap<>();
    for (StageTally tally : tallies) {
      for (StageTally.Entry entry : tally.entries()) {
        entry
            .counts()
            .forEach(
                (measure, minute, amount) -> {
                  long time = Measure.isOfCourse(measure) ? Level.DAYS.floor(minute) : minute;
                  String place =
                      String.join(
                          " ",
                          tally.segment(),
                          tally.stage(),
                          String.valueOf(tally.cells().get(entry.cell())),
                          String.valueOf(tally.cells().get(entry.next())));
                  sums.merge(
                      place + " " + entry.cell() + " " + entry.next() + " " + measure + " " + time,
                      amount,
                      Long::sum);
                });
      }
    }
    return sums;
  }
}

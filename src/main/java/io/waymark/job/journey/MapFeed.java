package io.waymark.job.journey;

import io.waymark.customer.JourneyDrawing;
import io.waymark.job.stream.MapTally;
import io.waymark.job.stream.StreamType;
import io.waymark.journey.CellNames;
import io.waymark.journey.Tallies;
import io.waymark.model.Arrival;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Sends to the map what this subtask has counted, and up to when. */
final class MapFeed {
  /** The side output of what is counted for the map. */
  static final OutputTag<MapTally> TAG = new OutputTag<>("map", StreamType.MAP_TALLY);

  private final Tallies tallies;
  private final CellNames names;
  private final TypeWatch types;
  private final RuleDesk.Subtask subtask;
  private final Output<?> output;
  private long clockMillis = Long.MIN_VALUE;

  /**
   * Creates a feed.
   *
   * @param tallies what is counted
   * @param names of the cells in it
   */
  MapFeed(
      Tallies tallies,
      CellNames names,
      TypeWatch types,
      RuleDesk.Subtask subtask,
      Output<?> output) {
    this.tallies = tallies;
    this.names = names;
    this.types = types;
    this.subtask = subtask;
    this.output = output;
  }

  /**
   * Notes the event time up to which all is applied.
   *
   * @param millis {@link Long#MIN_VALUE} before the first, {@link JourneyDrawing#END_OF_INPUT} at
   *     the end
   */
  void noteClock(long millis) {
    if (millis != JourneyDrawing.END_OF_INPUT) {
      clockMillis = Math.max(clockMillis, millis);
    }
  }

  /** Notes that a touchpoint has been applied. */
  void noteApplied(Arrival arrival) {
    types.look(arrival);
  }

  /** Sends if there is much, so that memory stays bounded. */
  void sendIfMany() {
    if (tallies.areMany()) {
      send();
    }
  }

  /** Sends what there is; nothing is counted before the clock begins. */
  void send() {
    if (clockMillis != Long.MIN_VALUE) {
      output.collect(
          TAG,
          new StreamRecord<>(
              new MapTally(
                  subtask.index(), subtask.parallelism(), clockMillis, tallies.drain(names))));
    }
  }
}

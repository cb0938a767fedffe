package io.waymark.job.journey;

import io.waymark.job.stream.MapTally;
import io.waymark.model.Outgoing;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/** Keeps everything an operator sends, of all outputs, in one order. */
final class Recorder implements Output<StreamRecord<Outgoing>> {
  private final List<Object> everything = new ArrayList<>();

  List<Object> everything() {
    return everything;
  }

  <T> List<T> all(Class<T> type) {
    return everything.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns what was counted for the map, each record once. */
  List<MapTally> takeTallies() {
    List<MapTally> tallies = all(MapTally.class);
    everything.removeAll(tallies);
    return tallies;
  }

  @Override
  public void collect(StreamRecord<Outgoing> record) {
    everything.add(record.getValue());
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    everything.add(record.getValue());
  }

  @Override
  public void emitWatermark(Watermark mark) {
    everything.add(mark);
  }

  @Override
  public void emitWatermark(WatermarkEvent event) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void close() {}
}

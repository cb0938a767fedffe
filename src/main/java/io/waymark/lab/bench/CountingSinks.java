package io.waymark.lab.bench;

import io.waymark.job.sink.Sinks;
import io.waymark.job.stream.Frozen;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleStatus;
import io.waymark.model.Trigger;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Counts triggers and rules that are live, and writes the documents of applied touchpoints;
 * discards these and all else.
 */
final class CountingSinks implements Sinks {
  /**
   * Uses one subtask each: its watermark is that of the slowest subtask before it. Applied
   * touchpoints are written where they arise, as into Kafka.
   */
  @Override
  public <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records) {
    String uid = Frozen.sink(topic);
    if (topic.equals(Topics.APPLIED)) {
      records.sinkTo(new DocumentSink<>(topic)).name(uid).uid(uid);
      return;
    }
    boolean countsTime = topic.equals(Topics.TRIGGERS);
    records
        .sinkTo(new CountingSink<T>(CountingSinks::count, countsTime))
        .name(uid)
        .uid(uid)
        .setParallelism(1);
  }

  private static void count(SpeedMeter meter, Outgoing record) {
    if (record instanceof Trigger) {
      meter.triggered();
    } else if (record instanceof RuleStatus status) {
      if (status.state() != RuleStatus.State.LIVE) {
        throw new IllegalStateException("a rule of the bench is refused: " + status);
      }
      meter.ruleIsLive();
    }
  }
}

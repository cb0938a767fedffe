package io.waymark.lab.bench;

import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Reports records to the {@link SpeedMeter} and discards them. */
final class CountingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;

  interface Counting<T> extends Serializable {
    void count(SpeedMeter meter, T element);
  }

  private final Counting<T> tally;
  private final boolean countsTime;

  /**
   * @param countsTime whether watermarks are counted, too
   */
  CountingSink(Counting<T> tally, boolean countsTime) {
    this.tally = tally;
    this.countsTime = countsTime;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    SpeedMeter meter = SpeedMeter.current();
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context where) {
        tally.count(meter, element);
      }

      @Override
      public void writeWatermark(Watermark mark) {
        if (countsTime) {
          meter.passed(mark.getTimestamp());
        }
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}

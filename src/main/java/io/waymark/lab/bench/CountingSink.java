package io.waymark.lab.bench;

import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Tells the {@link Measure} what comes, and keeps nothing. */
final class CountingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;

  interface Telling<T> extends Serializable {
    void tell(Measure measure, T element);
  }

  private final Telling<T> telling;
  private final boolean tellsTime;

  /**
   * @param tellsTime whether watermarks are told, too
   */
  CountingSink(Telling<T> telling, boolean tellsTime) {
    this.telling = telling;
    this.tellsTime = tellsTime;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Measure measure = Measure.current();
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context where) {
        telling.tell(measure, element);
      }

      @Override
      public void writeWatermark(Watermark mark) {
        if (tellsTime) {
          measure.passed(mark.getTimestamp());
        }
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}

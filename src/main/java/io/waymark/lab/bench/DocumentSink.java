package io.waymark.lab.bench;

import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the document of each record, as a sink into Kafka does, and discards it. */
final class DocumentSink<T extends Outgoing> implements Sink<T> {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentSink.class);
  private static final long serialVersionUID = 1;

  private final OutputTopic<T> topic;

  DocumentSink(OutputTopic<T> topic) {
    this.topic = topic;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      private long bytes;

      @Override
      public void write(T element, Context where) {
        bytes += topic.document().write(element, 0).length;
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {
        LOG.debug("{} bytes of {} were written", bytes, topic.id());
      }
    };
  }
}

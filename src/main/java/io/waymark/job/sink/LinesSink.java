package io.waymark.job.sink;

import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes one document a line into one file, which it overwrites. For one subtask of a run that is
 * not restarted.
 */
final class LinesSink<T extends Outgoing> implements Sink<T> {
  private static final long serialVersionUID = 1;

  private final String file;
  private final OutputTopic<T> topic;

  LinesSink(String file, OutputTopic<T> topic) {
    this.file = file;
    this.topic = topic;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(
        new BufferedOutputStream(Files.newOutputStream(Path.of(file)), 1 << 16),
        new DocumentWriter<>(topic, context.metricGroup().addGroup("user")));
  }

  private record Writer<T extends Outgoing>(OutputStream out, DocumentWriter<T> documents)
      implements SinkWriter<T> {
    @Override
    public void write(T record, Context context) throws IOException {
      out.write(documents.write(record, System.currentTimeMillis()));
      out.write('\n');
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}

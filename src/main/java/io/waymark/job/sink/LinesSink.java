package io.waymark.job.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * One document a line into one file, which is written anew. For one subtask of a run that is not
 * restarted.
 */
final class LinesSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;

  private final String file;
  private final JsonRecords.Bytes<T> document;

  LinesSink(String file, JsonRecords.Bytes<T> document) {
    this.file = file;
    this.document = document;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(
        new BufferedOutputStream(Files.newOutputStream(Path.of(file)), 1 << 16), document);
  }

  private record Writer<T>(OutputStream out, JsonRecords.Bytes<T> document)
      implements SinkWriter<T> {
    @Override
    public void write(T record, Context context) throws IOException {
      out.write(document.of(record));
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

package io.waymark.job.sink;

import io.waymark.model.MapRecord;
import io.waymark.model.Outgoing;
import io.waymark.wire.CutReader;
import io.waymark.wire.MapCsv;
import io.waymark.wire.MapCut;
import io.waymark.wire.MapCutDocument;
import io.waymark.wire.OutputTopic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes the last cut of the journey map into two files, which it overwrites: one JSON document,
 * and a table as CSV. For one subtask of a run that is not restarted.
 */
final class MapFilesSink<T extends Outgoing> implements Sink<T> {
  private static final long serialVersionUID = 1;

  private final String json;
  private final String csv;
  private final OutputTopic<T> topic;

  MapFilesSink(String json, String csv, OutputTopic<T> topic) {
    this.json = json;
    this.csv = csv;
    this.topic = topic;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new LastCut<>(
        Path.of(json),
        Path.of(csv),
        new DocumentWriter<>(topic, context.metricGroup().addGroup("user")),
        topic.type());
  }

  private static final class LastCut<T extends Outgoing> implements SinkWriter<T> {
    private final Path json;
    private final Path csv;
    private final DocumentWriter<T> documents;
    private final Class<T> type;
    private final CutReader reader = new CutReader();

    private LastCut(Path json, Path csv, DocumentWriter<T> documents, Class<T> type) {
      this.json = json;
      this.csv = csv;
      this.documents = documents;
      this.type = type;
    }

    @Override
    public void write(T record, Context context) {
      if (!(record instanceof MapRecord part)) {
        throw new IllegalArgumentException("no record of the journey map: " + record.getClass());
      }
      boolean unused = reader.add(part);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (!endOfInput) {
        return;
      }
      Optional<MapCut> cut = reader.cut();
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(json), 1 << 16)) {
        MapCutDocument.write(cut, this::document, out);
      }
      try (Writer out = Files.newBufferedWriter(csv)) {
        MapCsv.writeHeader(out);
        if (cut.isPresent()) {
          MapCsv.write(cut.get(), out);
        }
      }
    }

    private byte[] document(MapRecord record) {
      return documents.write(type.cast(record), System.currentTimeMillis());
    }

    @Override
    public void close() {
      // Nothing stays open.
    }
  }
}

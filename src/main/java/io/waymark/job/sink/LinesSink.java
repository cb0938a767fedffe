package io.waymark.job.sink;

import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes one document a line into one file, which it overwrites, in an order that does not depend
 * on how many subtasks sent the records. For one subtask of a run that is not restarted.
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
    Path path = Path.of(file).toAbsolutePath();
    return new OrderedLines<>(
        new BufferedOutputStream(Files.newOutputStream(path), 1 << 16),
        topic.key(),
        new DocumentWriter<>(topic, context.metricGroup().addGroup("user")),
        new WaitingLines(path.resolveSibling("")));
  }
}

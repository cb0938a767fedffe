package io.waymark.job.sink;

import io.waymark.model.DeadLetter;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Writes records in the order of event time, at equal times in the order of their keys. A record
 * waits until the watermark has passed its time: then all subtasks have sent what comes before it.
 * The records of one key come from one subtask, which keeps their order. Dead letters come from the
 * one subtask that reads the files, in its order, and do not wait.
 */
final class OrderedLines<T extends Outgoing> implements SinkWriter<T> {
  private final WaitingLines waiting;
  private final OutputStream out;
  private final Function<T, String> keys;
  private final DocumentWriter<T> documents;
  private long next;

  OrderedLines(
      OutputStream out,
      Function<T, String> keys,
      DocumentWriter<T> documents,
      WaitingLines waiting) {
    this.out = out;
    this.keys = keys;
    this.documents = documents;
    this.waiting = waiting;
  }

  @Override
  public void write(T record, Context context) throws IOException {
    byte[] document = documents.write(record, System.currentTimeMillis());
    if (record instanceof DeadLetter) {
      writeLine(document);
    } else {
      waiting.add(new WaitingLine(record.eventMillis(), key(record), next++, document));
    }
  }

  @Override
  public void writeWatermark(Watermark mark) throws IOException {
    // A touchpoint of the very time of a watermark may follow it.
    writeBefore(mark.getTimestamp());
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    if (endOfInput) {
      writeBefore(Long.MAX_VALUE);
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (waiting) {
      out.close();
    }
  }

  private void writeBefore(long millis) throws IOException {
    for (WaitingLine line = waiting.pollBefore(millis);
        line != null;
        line = waiting.pollBefore(millis)) {
      writeLine(line.document());
    }
  }

  private void writeLine(byte[] document) throws IOException {
    out.write(document);
    out.write('\n');
  }

  private String key(T record) {
    String key = keys.apply(record);
    return record instanceof RuleStatus status ? key + " " + status.subtask() : key;
  }
}

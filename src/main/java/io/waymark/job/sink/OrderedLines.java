package io.waymark.job.sink;

import io.waymark.model.Applied;
import io.waymark.model.DeadLetter;
import io.waymark.model.Decision;
import io.waymark.model.Outgoing;
import io.waymark.model.RuleStatus;
import io.waymark.model.Transition;
import io.waymark.model.Trigger;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.PriorityQueue;
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
  private record Line<T>(long timeMillis, String key, long number, T record) {}

  private final PriorityQueue<Line<T>> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Line<T> line) -> line.timeMillis())
              .thenComparing(Line::key)
              .thenComparingLong(Line::number));
  private final OutputStream out;
  private final Function<T, String> keys;
  private final DocumentWriter<T> documents;
  private long next;

  OrderedLines(OutputStream out, Function<T, String> keys, DocumentWriter<T> documents) {
    this.out = out;
    this.keys = keys;
    this.documents = documents;
  }

  @Override
  public void write(T record, Context context) throws IOException {
    if (record instanceof DeadLetter) {
      writeLine(record);
    } else {
      waiting.add(new Line<>(timeMillis(record), key(record), next++, record));
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
    out.close();
  }

  private void writeBefore(long millis) throws IOException {
    for (Line<T> line = waiting.peek();
        line != null && line.timeMillis() < millis;
        line = waiting.peek()) {
      waiting.remove();
      writeLine(line.record());
    }
  }

  private void writeLine(T record) throws IOException {
    out.write(documents.write(record, System.currentTimeMillis()));
    out.write('\n');
  }

  /** Returns the event time of a record; of a rule's status, which has none, the first of all. */
  private static long timeMillis(Outgoing record) {
    if (record instanceof Trigger trigger) {
      return trigger.timeMillis();
    }
    if (record instanceof Decision decision) {
      return decision.timeMillis();
    }
    if (record instanceof Applied applied) {
      return applied.eventMillis();
    }
    return record instanceof Transition transition ? transition.timeMillis() : Long.MIN_VALUE;
  }

  private String key(T record) {
    String key = keys.apply(record);
    return record instanceof RuleStatus status ? key + " " + status.subtask() : key;
  }
}

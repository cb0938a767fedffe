package io.waymark.job.sink;

import io.waymark.job.metric.Metrics;
import io.waymark.model.Outgoing;
import io.waymark.wire.Document;
import io.waymark.wire.OutputTopic;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of a topic as documents that any Kafka takes. A document that would be too
 * large is written once more, without the parts that it says are left out, and counted.
 */
final class DocumentWriter<T extends Outgoing> {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentWriter.class);

  private final OutputTopic<T> topic;
  private final Counter leftOut = new SimpleCounter();

  /**
   * Creates a writer.
   *
   * @param user Flink's group for metrics of functions in this operator
   */
  DocumentWriter(OutputTopic<T> topic, MetricGroup user) {
    this.topic = topic;
    new Metrics(user).counter(Metrics.LEFT_OUT, leftOut, topic.id());
  }

  byte[] write(T record, long emittedMillis) {
    Document<T> document = topic.document();
    byte[] json = document.write(record, emittedMillis);
    boolean isTooLarge = json.length > Document.MOST_BYTES;
    if (isTooLarge || document.isPartial(record)) {
      countLeftOut();
    }
    return isTooLarge ? document.shorten(json) : json;
  }

  private void countLeftOut() {
    if (leftOut.getCount() == 0) {
      LOG.warn(
          "a document of {} would have more than {} bytes; it says what is left out, and left-out"
              + " counts it and those to come",
          topic.id(),
          Document.MOST_BYTES);
    }
    leftOut.inc();
  }
}

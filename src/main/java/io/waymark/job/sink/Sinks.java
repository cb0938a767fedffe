package io.waymark.job.sink;

import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The places that the job writes its records to: Kafka or files. */
public interface Sinks {
  /**
   * Writes the records of a topic; called once for each of {@link io.waymark.wire.Topics#OUTPUTS}
   * that the job has.
   */
  <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records);
}

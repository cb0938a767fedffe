package io.waymark.job.map;

import io.waymark.job.sink.Sinks;
import io.waymark.job.stream.Frozen;
import io.waymark.model.MapRecord;
import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Keeps the records of the journey map of a job in this process; all other records go nowhere. */
final class RecordsSink implements Sinks {
  private static final Map<String, List<MapRecord>> ALL = new ConcurrentHashMap<>();

  private final String run;

  /** Creates sinks of a run, whose name is its own. */
  RecordsSink(String run) {
    this.run = run;
    ALL.put(run, new CopyOnWriteArrayList<>());
  }

  List<MapRecord> records() {
    return List.copyOf(ALL.get(run));
  }

  @Override
  public <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records) {
    records
        .sinkTo(new Keeping<T>(topic.equals(Topics.JOURNEY_MAP) ? run : null))
        .name(topic.id())
        .uid(Frozen.sink(topic))
        .setParallelism(1);
  }

  /** Keeps records where it has a run to keep them for. */
  private record Keeping<T>(String run) implements Sink<T> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(T record, Context writing) {
          if (run != null) {
            ALL.get(run).add((MapRecord) record);
          }
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}

package io.waymark.job.sink;

import io.waymark.job.stream.Frozen;
import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes each topic into one file of JSON lines in a folder, for finite runs; of the journey map
 * the last cut, as one document and as CSV.
 */
public final class FileSinks implements Sinks {
  /** The cut in the form of {@link io.waymark.wire.MapCutDocument}. */
  public static final String MAP_DOCUMENT = Topics.JOURNEY_MAP.id() + ".json";

  /** The cut in the form of {@link io.waymark.wire.MapCsv}. */
  public static final String MAP_TABLE = Topics.JOURNEY_MAP.id() + ".csv";

  private final Path folder;
  private final boolean writesApplied;

  /**
   * Creates sinks.
   *
   * @param writesApplied whether there is a file of applied touchpoints; an empty one would say
   *     that none was
   */
  public FileSinks(Path folder, boolean writesApplied) {
    this.folder = folder;
    this.writesApplied = writesApplied;
  }

  /** Returns the name of the file of JSON lines in place of a topic. */
  public static String fileName(OutputTopic<?> topic) {
    return topic.id() + ".jsonl";
  }

  @Override
  public <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records) {
    if (topic.equals(Topics.APPLIED) && !writesApplied) {
      return;
    }
    boolean isMap = topic.equals(Topics.JOURNEY_MAP);
    records
        .sinkTo(isMap ? mapFiles(topic) : new LinesSink<>(file(fileName(topic)), topic))
        .name(isMap ? MAP_DOCUMENT : fileName(topic))
        .uid(Frozen.sink(topic))
        .setParallelism(1);
  }

  private <T extends Outgoing> Sink<T> mapFiles(OutputTopic<T> topic) {
    return new MapFilesSink<>(file(MAP_DOCUMENT), file(MAP_TABLE), topic);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}

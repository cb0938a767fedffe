package io.waymark.job.sink;

import io.waymark.job.stream.Frozen;
import io.waymark.model.Outgoing;
import io.waymark.wire.OutputTopic;
import io.waymark.wire.Topics;
import java.nio.file.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Writes each topic into one file of JSON lines in a folder, for finite runs. */
public final class FileSinks implements Sinks {
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

  /** Returns the name of the file in place of a topic. */
  public static String fileName(OutputTopic<?> topic) {
    return topic.id() + ".jsonl";
  }

  @Override
  public <T extends Outgoing> void write(OutputTopic<T> topic, DataStream<T> records) {
    if (topic.equals(Topics.APPLIED) && !writesApplied) {
      return;
    }
    String name = fileName(topic);
    records
        .sinkTo(new LinesSink<>(folder.resolve(name).toString(), topic))
        .name(name)
        .uid(Frozen.sink(topic))
        .setParallelism(1);
  }
}

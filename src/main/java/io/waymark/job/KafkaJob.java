package io.waymark.job;

import io.waymark.job.sink.KafkaSinks;
import io.waymark.job.source.KafkaSources;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.StartTopics;
import io.waymark.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between Kafka topics, as a cluster runs it. */
public final class KafkaJob {
  private KafkaJob() {}

  /**
   * Defines the job once all its topics are there.
   *
   * @throws NotReadyException if the broker, a topic or a right is missing
   */
  public static void define(StreamExecutionEnvironment env, Settings settings)
      throws NotReadyException, InterruptedException {
    StartTopics topics = StartTopics.find(settings);
    WaymarkJob.define(env, new KafkaSources(settings, topics), new KafkaSinks(settings), settings);
  }
}

package io.waymark.job;

import io.waymark.job.sink.KafkaSinks;
import io.waymark.job.source.KafkaSources;
import io.waymark.kafka.KafkaTopics;
import io.waymark.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between Kafka topics, as a cluster runs it. */
public final class KafkaJob {
  private KafkaJob() {}

  /**
   * Defines the job once all its topics are there.
   *
   * @throws KafkaTopics.MissingException if the broker, a topic or a right is missing
   */
  public static void define(StreamExecutionEnvironment env, Settings settings)
      throws KafkaTopics.MissingException, InterruptedException {
    KafkaTopics topics = KafkaTopics.find(settings);
    WaymarkJob.define(env, new KafkaSources(settings, topics), new KafkaSinks(settings), settings);
  }
}

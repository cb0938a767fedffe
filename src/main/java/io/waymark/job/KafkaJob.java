package io.waymark.job;

import io.waymark.job.sink.KafkaSinks;
import io.waymark.job.source.KafkaSources;
import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.kafka.StartTopics;
import io.waymark.settings.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between Kafka topics, as a cluster runs it. */
public final class KafkaJob {
  private KafkaJob() {}

  /**
   * Defines the job once all its topics are there.
   *
   * @throws NotReadyException if the broker, a topic or a right is missing, or something is set up
   *     wrongly; with all of it
   */
  public static void define(StreamExecutionEnvironment env, Settings settings)
      throws NotReadyException, InterruptedException {
    List<String> problems = FlinkCheck.problems(env.getConfiguration());
    StartTopics topics = find(settings, problems);
    if (!problems.isEmpty()) {
      throw NotReadyException.of(problems);
    }
    RulesOnTopic rules = RulesOnTopic.find(settings);
    WaymarkJob.define(
        env,
        new KafkaSources(settings, topics, rules, drift(env, settings, topics)),
        new KafkaSinks(settings),
        settings);
  }

  private static Duration drift(
      StreamExecutionEnvironment env, Settings settings, StartTopics topics) {
    Configuration flink = new Configuration();
    flink.addAll(Configuration.fromMap(env.getConfiguration().toMap()));
    long heapBytes = FittingDrift.heapBytes(flink, env.getParallelism());
    return FittingDrift.of(settings.drift(), topics.density(), heapBytes);
  }

  private static StartTopics find(Settings settings, List<String> problems)
      throws NotReadyException, InterruptedException {
    try {
      return StartTopics.find(settings);
    } catch (NotReadyException e) {
      throw e.after(problems);
    }
  }
}

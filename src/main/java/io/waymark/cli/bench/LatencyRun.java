package io.waymark.cli.bench;

import io.waymark.cli.broker.EmbeddedBroker;
import io.waymark.job.KafkaTopics;
import io.waymark.job.Settings;
import io.waymark.job.SettingsReader;
import io.waymark.job.Topic;
import io.waymark.job.WaymarkJob;
import io.waymark.job.sink.KafkaSinks;
import io.waymark.job.source.KafkaSources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between Kafka and Kafka, with one disorder bound, under a steady load. */
final class LatencyRun {
  /**
   * What came out.
   *
   * @param completed how many touchpoints completed a rule while it was measured
   * @param millis of those that a trigger came for, from the touchpoint's append to the trigger's
   */
  record Result(int completed, Statistics millis) {}

  private static final int PARALLELISM = 2;
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private final Workspace workspace;
  private final EmbeddedBroker broker;
  private final int rate;
  private final Ticker ticker;

  LatencyRun(Workspace workspace, EmbeddedBroker broker, int rate, Ticker ticker) {
    this.workspace = workspace;
    this.broker = broker;
    this.rate = rate;
    this.ticker = ticker;
  }

  Result measure(String disorder, Duration length) throws Exception {
    Settings settings =
        SettingsReader.read(
            null,
            Map.of(
                "kafka.bootstrap",
                broker.bootstrap(),
                "kafka.group",
                "bench-" + disorder,
                "kafka.create-topics",
                "true",
                "topics.prefix",
                "bench-" + disorder + ".",
                "job.disorder",
                disorder));
    Map<String, String> stampedByBroker = Map.of("message.timestamp.type", "LogAppendTime");
    for (Topic topic : new Topic[] {Topic.TOUCHPOINTS, Topic.TRIGGERS}) {
      broker.createTopic(settings.topic(topic), topic.partitions(), stampedByBroker);
    }
    KafkaTopics topics = KafkaTopics.find(settings);
    Sender.push(broker.bootstrap(), settings.topic(Topic.RULES), Sender.RULE);
    return measure(settings, topics, length);
  }

  private Result measure(Settings settings, KafkaTopics topics, Duration length) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            PARALLELISM, workspace.flink(PARALLELISM));
    WaymarkJob.define(env, new KafkaSources(settings, topics), new KafkaSinks(settings), settings);
    JobClient job = env.executeAsync("waymark bench");
    try (Sender sender = new Sender(broker.bootstrap(), settings.topic(Topic.TOUCHPOINTS), rate);
        TriggerReader reader =
            new TriggerReader(
                broker.bootstrap(), settings.topic(Topic.TRIGGERS), Topic.TRIGGERS.partitions())) {
      return measure(sender, reader, job, length);
    } finally {
      job.cancel().get();
      job.getJobExecutionResult().handle((result, failure) -> true).get();
    }
  }

  private Result measure(Sender sender, TriggerReader reader, JobClient job, Duration length)
      throws Exception {
    Map<String, Long> sent = sender.appendedMillis();
    Map<String, Long> come = reader.appendedMillis();
    Thread sending = start("bench-sender", sender);
    Thread reading = start("bench-reader", reader);
    ticker.await(job, () -> !come.isEmpty(), LONGEST_START, () -> "starting");
    ticker.await(job, () -> false, WARM_UP, () -> "warming up");
    long from = System.currentTimeMillis();
    ticker.await(job, () -> false, length, () -> "measuring, %,d triggers".formatted(come.size()));
    long until = System.currentTimeMillis();
    sender.close();
    sending.join();
    ticker.await(
        job,
        () -> come.keySet().containsAll(sent.keySet()),
        LONGEST_REST,
        () -> "waiting for the last");
    reader.close();
    reading.join();
    return result(sent, come, from, until);
  }

  private static Result result(
      Map<String, Long> sent, Map<String, Long> come, long from, long until) {
    List<Map.Entry<String, Long>> completed =
        sent.entrySet().stream()
            .filter(each -> each.getValue() >= from && each.getValue() < until)
            .toList();
    List<Map.Entry<String, Long>> answered =
        completed.stream().filter(each -> come.containsKey(each.getKey())).toList();
    if (answered.isEmpty()) {
      throw new IllegalStateException("no trigger came for " + completed.size() + " completed");
    }
    return new Result(
        completed.size(),
        Statistics.of(answered, each -> come.getOrDefault(each.getKey(), 0L) - each.getValue()));
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

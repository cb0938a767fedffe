package io.waymark.lab.bench;

import io.waymark.job.WaymarkJob;
import io.waymark.job.sink.KafkaSinks;
import io.waymark.job.source.KafkaSources;
import io.waymark.kafka.RulesOnTopic;
import io.waymark.kafka.RulesTopic;
import io.waymark.kafka.StartTopics;
import io.waymark.model.RuleText;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job between topics that a bench has for itself. */
final class BenchJob {
  private static final int PARALLELISM = 2;

  private BenchJob() {}

  /**
   * Returns settings with topics and a consumer group of their own.
   *
   * @param name of the run
   * @param others settings besides those
   */
  static Settings settings(String bootstrap, String name, Map<String, String> others)
      throws Settings.UnusableException {
    Map<String, String> settings = new HashMap<>(others);
    settings.put("kafka.bootstrap", bootstrap);
    settings.put("kafka.group", "bench-" + name);
    settings.put("kafka.create-topics", "true");
    settings.put("topics.prefix", "bench-" + name + ".");
    return SettingsReader.read(null, settings);
  }

  /**
   * Makes rules live: that of {@link Sender#RULE} and others.
   *
   * @param many the number of others
   */
  static void pushRules(Settings settings, int many) throws Exception {
    List<RuleText> rules = new ArrayList<>(BenchRules.texts(many));
    rules.add(Sender.RULE);
    RulesTopic.of(settings).push(rules);
  }

  static JobClient start(Workspace workspace, Settings settings, StartTopics topics)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            PARALLELISM, workspace.flink(PARALLELISM));
    WaymarkJob.define(
        env,
        new KafkaSources(settings, topics, RulesOnTopic.UNKNOWN, settings.drift()),
        new KafkaSinks(settings),
        settings);
    return env.executeAsync("waymark bench");
  }

  /** Ends a job and waits until it has. */
  static void end(JobClient job) throws Exception {
    job.cancel().get();
    job.getJobExecutionResult().handle((result, failure) -> true).get();
  }

  static void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}

package io.waymark.cli;

import io.waymark.job.KafkaTopics;
import io.waymark.job.Settings;
import io.waymark.job.SettingsReader;
import io.waymark.job.WaymarkJob;
import io.waymark.job.sink.KafkaSinks;
import io.waymark.job.source.KafkaSources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The entry point for a cluster, and main class of the job jar. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the job against Kafka: on the cluster that it is submitted to, or here.",
      "Settings come from a file and from --set, which wins. `waymark job --settings` lists them."
    },
    footer = {
      "",
      "Examples:",
      "  waymark job --config waymark.yaml",
      "  waymark job --set kafka.bootstrap=broker:9092 --set sources=web:segment,crm:crm.yaml",
      "  flink run waymark-job.jar --config waymark.yaml --set job.delivery=exactly-once"
    })
public final class JobCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "settings in YAML")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting; may be given several times")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--settings", description = "list all settings and end")
  private boolean list;

  /** For Flink, which runs this in its own processes: a failure is thrown, and nothing exits. */
  public static void main(String[] args) throws Exception {
    JobCommand command = new JobCommand();
    new CommandLine(command).parseArgs(args);
    command.call();
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      SettingsReader.TABLE.forEach(
          setting ->
              System.out.printf(
                  "%-22s %-20s default %-28s %s%n",
                  setting.key(), setting.unit(), setting.byDefault(), setting.description()));
      return 0;
    }
    Settings settings = settings(config, set);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    define(env, settings);
    env.execute(settings.jobName());
    return 0;
  }

  /** Defines the job between Kafka and Kafka. */
  static void define(StreamExecutionEnvironment env, Settings settings)
      throws CommandException, InterruptedException {
    KafkaTopics topics = find(settings);
    WaymarkJob.define(env, new KafkaSources(settings, topics), new KafkaSinks(settings), settings);
  }

  /** The topics as they are, or created. */
  static KafkaTopics find(Settings settings) throws CommandException, InterruptedException {
    try {
      return KafkaTopics.find(settings);
    } catch (KafkaTopics.MissingException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  /** Settings that can be used. */
  static Settings settings(@Nullable Path config, Map<String, String> set) throws CommandException {
    try {
      return SettingsReader.read(config, set);
    } catch (Settings.UnusableException e) {
      throw new CommandException("the settings cannot be used:", e.problems());
    }
  }
}

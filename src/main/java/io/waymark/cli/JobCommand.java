package io.waymark.cli;

import io.waymark.job.JobSettings;
import io.waymark.job.KafkaJob;
import io.waymark.settings.Settings;
import io.waymark.settings.SettingsTable;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--settings", description = "list all settings and end")
  private boolean list;

  /** Runs the job in Flink's own processes: a failure is thrown, and nothing exits. */
  public static void main(String[] args) throws Exception {
    JobCommand command = new JobCommand();
    new CommandLine(command).parseArgs(args);
    command.call();
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      SettingsTable.ALL.forEach(
          setting ->
              System.out.printf(
                  "%-22s %-20s default %-28s %s%n",
                  setting.key(), setting.unit(), setting.byDefault(), setting.description()));
      return 0;
    }
    Settings settings = options.read(JobSettings::read);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    KafkaJob.define(env, settings);
    env.execute(settings.jobName());
    return 0;
  }
}

package io.waymark.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.job.stream.Frozen;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlinkConfTest {
  private static final FlinkOptions OPTIONS = FlinkOptions.ofTheClassPath();
  private static final Path FILE = Deployed.FLINK_CONF.resolve("config.yaml");

  private final Configuration conf = Deployed.flinkConf();

  static Set<String> keys() {
    return Deployed.flinkConf().keySet();
  }

  @Test
  void knowsTheOptionsOfFlink() {
    assertThat(OPTIONS.find("execution.checkpointing.interval")).isPresent();
    assertThat(OPTIONS.find("state.backend.rocksdb.metrics.estimate-num-keys")).isPresent();
    assertThat(OPTIONS.find("metrics.reporter.prom.factory.class")).isPresent();
    assertThat(OPTIONS.find("execution.checkpoint.interval")).as("misspelt").isEmpty();
    assertThat(OPTIONS.find("state.checkpoints.dir")).as("deprecated").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsAnOptionOfFlink(String key) {
    assertThat(OPTIONS.find(key)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyValueCanBeReadAndIsNotTheDefault(String key) {
    ConfigOption<?> option = OPTIONS.find(key).orElseThrow();

    Object value = conf.get(withKey(option, key));

    assertThat(value).isNotNull();
    if (option.hasDefaultValue()) {
      assertThat(value)
          .as("what is at its default need not be there")
          .isNotEqualTo(option.defaultValue());
    }
  }

  @Test
  void everyKeyStandsUnderACommentOfItsOwn() {
    List<String> lines = Deployed.read(FILE).lines().toList();

    List<String> bare = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isKey = lines.get(i).matches("[a-zA-Z].*");
      if (isKey && (i == 0 || !lines.get(i - 1).startsWith("# "))) {
        bare.add(lines.get(i));
      }
    }

    assertThat(lines.stream().filter(line -> line.matches("[a-zA-Z].*"))).hasSize(keys().size());
    assertThat(bare).isEmpty();
  }

  @Test
  void memoryOfATaskManagerIsAsItsCommentSays() {
    TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(conf);

    assertThat(commentOver(TaskManagerOptions.TOTAL_PROCESS_MEMORY))
        .contains(
            mib(spec.getTotalProcessMemorySize()) + " MiB = ",
            mib(spec.getJvmHeapMemorySize()) + " heap",
            mib(spec.getTaskHeapSize()) + " ours",
            mib(conf.get(TaskManagerOptions.FRAMEWORK_HEAP_MEMORY)) + " Flink's",
            mib(spec.getManagedMemorySize()) + " managed",
            mib(spec.getManagedMemorySize()) / conf.get(TaskManagerOptions.NUM_TASK_SLOTS)
                + " a slot",
            mib(spec.getNetworkMemSize()) + " network",
            mib(conf.get(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY)) + " direct",
            mib(spec.getJvmMetaspaceSize()) + " metaspace",
            mib(spec.getJvmOverheadSize()) + " for the rest of the JVM");
  }

  @Test
  void memoryOfTheJobManagerIsAsItsCommentSays() {
    JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(conf);

    assertThat(commentOver(JobManagerOptions.TOTAL_PROCESS_MEMORY))
        .contains(
            mib(spec.getTotalProcessMemorySize()) + " MiB = ",
            mib(spec.getJvmHeapMemorySize()) + " heap",
            mib(spec.getJvmDirectMemorySize()) + " direct",
            mib(spec.getJvmMetaspaceSize()) + " metaspace",
            mib(spec.getJvmOverheadSize()) + " for the rest of the JVM");
  }

  @Test
  void javaIsOpenedAsForTheLauncher() {
    Stream<String> launcher =
        Deployed.read(Path.of(".mvn/flink.jvmargs")).lines().filter(line -> !line.startsWith("#"));

    assertThat(conf.get(CoreOptions.FLINK_JVM_OPTIONS).split(" "))
        .containsExactlyInAnyOrderElementsOf(launcher.toList());
  }

  @Test
  void reporterIsOneOfFlink() throws Exception {
    assertThat(Class.forName(conf.getString("metrics.reporter.prom.factory.class", "")))
        .isAssignableTo(MetricReporterFactory.class);
  }

  @Test
  void parallelismFitsIntoTheSlotsOfOneOfTwoTaskManagers() {
    assertThat(conf.get(CoreOptions.DEFAULT_PARALLELISM))
        .isLessThanOrEqualTo(conf.get(TaskManagerOptions.NUM_TASK_SLOTS))
        .isLessThanOrEqualTo(Frozen.KEY_GROUPS);
  }

  @Test
  void zooKeeperAllowsSessionsAsLongAsFlinkAsksFor() throws Exception {
    Properties zoo = new Properties();
    zoo.load(new StringReader(Deployed.read(Deployed.FLINK_CONF.resolve("zoo.cfg"))));
    Duration tick = Duration.ofMillis(Long.parseLong(zoo.getProperty("tickTime")));

    assertThat(conf.get(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT))
        .isBetween(tick.multipliedBy(2), tick.multipliedBy(20));
    assertThat(conf.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM))
        .endsWith(":" + zoo.getProperty("clientPort"));
  }

  /** The option under a key that it was found by. */
  private static <T> ConfigOption<T> withKey(ConfigOption<T> option, String key) {
    return option.key().equals(key) ? option : option.withFallbackKeys(key);
  }

  private static String commentOver(ConfigOption<?> option) {
    List<String> lines = Deployed.read(FILE).lines().toList();
    int end = 0;
    while (!lines.get(end).startsWith(option.key() + ":")) {
      end++;
    }
    int start = end;
    while (lines.get(start - 1).startsWith("#")) {
      start--;
    }
    return lines.subList(start, end).stream()
        .map(line -> line.substring(2))
        .collect(Collectors.joining(" "));
  }

  private static long mib(MemorySize size) {
    return Math.round(size.getBytes() / (double) (1 << 20));
  }
}

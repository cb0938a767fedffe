package io.waymark.lab.cluster;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** The two kinds of Flink processes, and their differences. */
enum FlinkRole {
  JOB_MANAGER("entrypoint.StandaloneSessionClusterEntrypoint") {
    @Override
    ConfigOption<String> jvmOptions() {
      return CoreOptions.FLINK_JM_JVM_OPTIONS;
    }

    @Override
    Memory memory(Configuration configuration) {
      JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(configuration);
      return new Memory(
          JobManagerProcessUtils.generateJvmParametersStr(spec, configuration),
          JobManagerProcessUtils.generateDynamicConfigsStr(spec));
    }
  },
  TASK_MANAGER("taskexecutor.TaskManagerRunner") {
    @Override
    ConfigOption<String> jvmOptions() {
      return CoreOptions.FLINK_TM_JVM_OPTIONS;
    }

    @Override
    Memory memory(Configuration configuration) {
      TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
      return new Memory(
          ProcessMemoryUtils.generateJvmParametersStr(spec),
          TaskExecutorProcessUtils.generateDynamicConfigsStr(spec));
    }
  };

  /**
   * The memory options of a process.
   *
   * @param jvm options of Java
   * @param dynamic arguments of Flink
   */
  record Memory(String jvm, String dynamic) {}

  private final String main;

  FlinkRole(String main) {
    this.main = main;
  }

  abstract ConfigOption<String> jvmOptions();

  abstract Memory memory(Configuration configuration);

  /** Returns the main class, below {@code org.apache.flink.runtime}. */
  String main() {
    return main;
  }
}

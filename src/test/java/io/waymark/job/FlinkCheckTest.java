package io.waymark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkCheckTest {
  @Test
  void takesFlinksDefaults() {
    assertThat(FlinkCheck.problems(new Configuration())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"rocksdb, HEAP", "rocksdb, heap", "org.example.RocksDBFactory, HEAP"})
  void refusesTimersThatCannotBeCheckpointed(String backend, String timers) {
    assertThat(FlinkCheck.problems(flink(backend, timers)))
        .containsExactly(
            "state.backend.rocksdb.timer-service.factory is HEAP, with which no checkpoint of this"
                + " job succeeds; leave it out, or set it to ROCKSDB");
  }

  @ParameterizedTest
  @CsvSource({"rocksdb, ROCKSDB", "hashmap, HEAP"})
  void takesTimersThatAreCheckpointedWithTheirState(String backend, String timers) {
    assertThat(FlinkCheck.problems(flink(backend, timers))).isEmpty();
  }

  @Test
  void refusesCheckpointsThatCountTwice() {
    Configuration flink =
        Configuration.fromMap(Map.of("execution.checkpointing.mode", "AT_LEAST_ONCE"));

    assertThat(FlinkCheck.problems(flink))
        .containsExactly(
            "execution.checkpointing.mode is AT_LEAST_ONCE, with which the job counts twice after a"
                + " restart; leave it out: whether triggers come once is said by job.delivery");
  }

  private static Configuration flink(String backend, String timers) {
    return Configuration.fromMap(
        Map.of(
            "state.backend.type", backend, "state.backend.rocksdb.timer-service.factory", timers));
  }
}

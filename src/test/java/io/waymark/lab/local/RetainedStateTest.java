package io.waymark.lab.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.waymark.lab.FreePort;
import io.waymark.lab.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetainedStateTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  /** The states that jobs began with, by the test that waits for it. */
  private static final Map<String, CompletableFuture<Boolean>> BEGUN = new ConcurrentHashMap<>();

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with blank", "Größe", "a%41b", "a#b", "a+b", "a?b&c"})
  void isFoundAgainInAFolderOfAnyName(String name) throws Exception {
    Path folder = Files.createDirectories(temp.resolve(name));

    JobClient first = start(folder, name + " first");
    Patience.of(LONG_ENOUGH)
        .await("there is a checkpoint", () -> RetainedState.newest(folder).isPresent());
    cancel(first);
    Path checkpoint = RetainedState.newest(folder).orElseThrow();
    JobClient second = start(folder, name + " second");
    boolean fromCheckpoint = begunWithState(name + " second");
    Patience.of(LONG_ENOUGH)
        .await(
            "there is a checkpoint of the second start",
            () -> RetainedState.newest(folder).filter(checkpoint::equals).isEmpty());
    second
        .stopWithSavepoint(
            false, FlinkPath.of(folder.resolve("savepoints")), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
    JobClient third = start(folder, name + " third");
    boolean fromSavepoint = begunWithState(name + " third");
    Path newest = RetainedState.newest(folder).orElseThrow();
    cancel(third);

    assertThat(begunWithState(name + " first")).isFalse();
    assertThat(fromCheckpoint).isTrue();
    assertThat(fromSavepoint).isTrue();
    assertThat(newest).startsWith(folder);
    try (Stream<Path> folders = Files.list(temp)) {
      assertThat(folders).containsExactly(folder);
    }
  }

  /** Cancels a job and waits for its end, after which it deletes no checkpoint any more. */
  private static void cancel(JobClient job) throws Exception {
    job.cancel().get(60, TimeUnit.SECONDS);
    assertThat(job.getJobExecutionResult()).failsWithin(LONG_ENOUGH);
  }

  private static boolean begunWithState(String test) throws Exception {
    return BEGUN.get(test).get(60, TimeUnit.SECONDS);
  }

  private static JobClient start(Path folder, String test) throws Exception {
    BEGUN.put(test, new CompletableFuture<>());
    Configuration flink = LocalFlink.endless(1, folder, FreePort.near(18_081));
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    LocalJob.continueFromNewest(folder, flink);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    env.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "numbers",
            Types.LONG)
        .uid("numbers")
        .map(new Remembering(test))
        .uid("remembering")
        .returns(Types.LONG)
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return env.executeAsync(test);
  }

  /** Tells its test whether it began with state. */
  private static final class Remembering implements MapFunction<Long, Long>, CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final String test;
    private transient ListState<Long> numbers;
    private long latest;

    Remembering(String test) {
      this.test = test;
    }

    @Override
    public Long map(Long number) {
      latest = number;
      return number;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      numbers =
          context.getOperatorStateStore().getListState(new ListStateDescriptor<>("n", Types.LONG));
      BEGUN.get(test).complete(numbers.get().iterator().hasNext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      numbers.update(List.of(latest));
    }
  }
}

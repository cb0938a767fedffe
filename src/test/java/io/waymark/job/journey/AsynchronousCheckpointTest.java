package io.waymark.job.journey;

import static io.waymark.job.journey.TestRules.each;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;

/**
 * Checks that a checkpoint neither stops the task nor lets it wait when storage fails or is slow.
 */
class AsynchronousCheckpointTest {
  private static final String VIEWED = "Product Viewed";
  private static final String EACH_VIEW = each("each-view", VIEWED);

  /** A storage without space, which counts the streams that are opened on it. */
  private static final class FullStorage implements CheckpointStreamFactory {
    private int opened;

    @Override
    public CheckpointStateOutputStream createCheckpointStateOutputStream(
        CheckpointedStateScope scope) throws IOException {
      opened++;
      throw new IOException("No space left on device");
    }

    @Override
    public boolean canFastDuplicate(StreamStateHandle handle, CheckpointedStateScope scope) {
      return false;
    }

    @Override
    public List<StreamStateHandle> duplicate(
        List<StreamStateHandle> handles, CheckpointedStateScope scope) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void opensNoStreamOnTheStorageBeforeTheAsynchronousPart() throws Exception {
    FullStorage storage = new FullStorage();
    try (JourneyHarness journey = JourneyHarness.onDiskWith(EACH_VIEW)) {
      arrive(journey, 0, 1_000);

      OperatorSnapshotFutures checkpoint = journey.begin(1, storage);

      assertThat(storage.opened).isZero();
      checkpoint.getKeyedStateRawFuture().run();
      assertThat(storage.opened).isEqualTo(1);
      assertThatThrownBy(() -> checkpoint.getKeyedStateRawFuture().get())
          .hasRootCauseMessage("No space left on device");
      checkpoint.cancel();
    }
  }

  @Test
  void goesOnAfterAFailedCheckpointAndLosesNothing() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      arrive(before, 0, 50);
      OperatorSnapshotFutures failed = before.begin(1, new FullStorage());
      failed.getKeyedStateRawFuture().run();
      failed.cancel();
      before.advanceTo(ofSeconds(20));
      arrive(before, 50, 60);
      state = before.snapshot(2);
      assertThat(before.completing()).isEqualTo(views(0, 21));
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.end();

      assertThat(after.completing()).isEqualTo(views(21, 60));
    }
  }

  @Test
  void writesWhatWaitedAtTheCheckpointAlthoughItIsAppliedMeanwhile() throws Exception {
    OperatorSubtaskState state;
    try (JourneyHarness before = JourneyHarness.onDiskWith(EACH_VIEW)) {
      arrive(before, 0, 10);
      state = before.snapshotWhile(1, () -> before.advanceTo(ofSeconds(5)));
      assertThat(before.completing()).isEqualTo(views(0, 6));
    }

    try (JourneyHarness after = JourneyHarness.restored(state)) {
      after.end();

      assertThat(after.completing()).isEqualTo(views(0, 10));
    }
  }

  private static void arrive(JourneyHarness journey, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      journey.arrive("customer-" + i % 7, "view-" + i, VIEWED, ofSeconds(i));
    }
  }

  private static List<String> views(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "view-" + i).toList();
  }
}

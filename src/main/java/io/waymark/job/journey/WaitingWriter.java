package io.waymark.job.journey;

import java.io.IOException;
import org.apache.flink.runtime.state.AsyncSnapshotCallable;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;

/**
 * Writes what waited at a checkpoint to raw keyed state, in the asynchronous part of the
 * checkpoint: storage that is slow does not hold up the task, and storage that fails, fails the
 * checkpoint only. Flink's own stream for raw keyed state is opened and written in the synchronous
 * part.
 */
final class WaitingWriter extends AsyncSnapshotCallable<SnapshotResult<KeyedStateHandle>> {
  private static final WaitingSnapshot NOTHING =
      new WaitingSnapshot(new WaitingRoom.Seat[0], new WaitingRoom.Seat[0]);

  private final CheckpointStreamFactory storage;
  private final KeyGroupRange groups;
  private final int keyGroups;
  private volatile WaitingSnapshot waiting;

  /**
   * @param groups the key groups of this subtask
   * @param keyGroups the number of all key groups
   */
  WaitingWriter(
      WaitingSnapshot waiting,
      CheckpointStreamFactory storage,
      KeyGroupRange groups,
      int keyGroups) {
    this.waiting = waiting;
    this.storage = storage;
    this.groups = groups;
    this.keyGroups = keyGroups;
  }

  @Override
  protected SnapshotResult<KeyedStateHandle> callInternal() throws Exception {
    if (waiting.isEmpty()) {
      return SnapshotResult.empty();
    }
    CheckpointStateOutputStream out =
        storage.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE);
    // The registry closes the stream, and so removes its file, when the checkpoint is aborted.
    snapshotCloseableRegistry.registerCloseable(out);
    KeyGroupRangeOffsets offsets = waiting.write(out, groups, keyGroups);
    if (!snapshotCloseableRegistry.unregisterCloseable(out)) {
      throw new IOException("the checkpoint has been aborted");
    }
    return SnapshotResult.of(new KeyGroupsStateHandle(offsets, out.closeAndGetHandle()));
  }

  /** Lets go of the arrivals, most of which have been applied meanwhile. */
  @Override
  protected void cleanupProvidedResources() {
    waiting = NOTHING;
  }
}

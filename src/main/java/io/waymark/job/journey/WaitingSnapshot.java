package io.waymark.job.journey;

import io.waymark.binary.ByteOutput;
import io.waymark.binary.PackedArrival;
import io.waymark.job.journey.WaitingRoom.Seat;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;

/** The arrivals that waited at a checkpoint. */
final class WaitingSnapshot {
  private static final int GROUP_BYTES = 1 << 13;

  private final Seat[] inOrder;
  private final Seat[] stragglers;

  /**
   * @param stragglers in any order; sorted here, by whoever writes
   */
  WaitingSnapshot(Seat[] inOrder, Seat[] stragglers) {
    this.inOrder = inOrder;
    this.stragglers = stragglers;
  }

  boolean isEmpty() {
    return inOrder.length + stragglers.length == 0;
  }

  /**
   * Writes all arrivals by key group, as key groups move between subtasks when the job is rescaled.
   * Within a group they are in order, so that equal times keep the order of arrival.
   *
   * @param groups the key groups of this subtask
   * @param keyGroups the number of all key groups
   * @return where each key group begins
   */
  KeyGroupRangeOffsets write(CheckpointStateOutputStream out, KeyGroupRange groups, int keyGroups)
      throws IOException {
    long[] begins = new long[groups.getNumberOfKeyGroups()];
    Arrays.fill(begins, KeyedStateCheckpointOutputStream.NO_OFFSET_SET);
    KeyGroupRangeOffsets offsets = new KeyGroupRangeOffsets(groups, begins);
    ByteOutput bytes = new ByteOutput(GROUP_BYTES);
    for (Map.Entry<Integer, List<PackedArrival>> group : byGroup(keyGroups).entrySet()) {
      offsets.setKeyGroupOffset(group.getKey(), out.getPos());
      bytes.reset();
      for (PackedArrival arrival : group.getValue()) {
        arrival.write(bytes);
      }
      bytes.writeTo(new DataOutputStream(out));
    }
    return offsets;
  }

  private Map<Integer, List<PackedArrival>> byGroup(int keyGroups) {
    Arrays.sort(stragglers);
    Map<Integer, List<PackedArrival>> groups = new TreeMap<>();
    add(inOrder, groups, keyGroups);
    add(stragglers, groups, keyGroups);
    return groups;
  }

  /** Adds stragglers after those in order, none of which came after a straggler of its own time. */
  private static void add(Seat[] seats, Map<Integer, List<PackedArrival>> groups, int keyGroups) {
    for (Seat seat : seats) {
      int hash = seat.arrival().customerHash();
      int group = KeyGroupRangeAssignment.computeKeyGroupForKeyHash(hash, keyGroups);
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(seat.arrival());
    }
  }
}

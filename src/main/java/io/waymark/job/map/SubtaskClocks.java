package io.waymark.job.map;

import io.waymark.job.stream.MapTally;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The event time up to which all subtasks of the journey operator have counted. */
final class SubtaskClocks {
  private final Map<Integer, Long> clocks = new HashMap<>();
  private int subtasks = Integer.MAX_VALUE;

  /** Begins anew where the job has another number of subtasks: some of the old ones are gone. */
  void note(MapTally tally) {
    if (tally.subtasks() != subtasks) {
      clocks.clear();
    }
    subtasks = tally.subtasks();
    clocks.put(tally.subtask(), tally.clockMillis());
  }

  /** Returns the time; empty until every subtask has told its own. */
  OptionalLong millis() {
    return clocks.size() < subtasks
        ? OptionalLong.empty()
        : clocks.values().stream().mapToLong(Long::longValue).min();
  }
}

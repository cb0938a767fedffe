package io.waymark.job.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The event time up to which all subtasks of the journey operator have counted. */
public final class SubtaskClocks {
  private final Map<Integer, Long> clocks = new HashMap<>();
  private int subtasks = Integer.MAX_VALUE;

  /** Begins anew where the job has another number of subtasks: some of the old ones are gone. */
  public void note(int subtask, int ofSubtasks, long clockMillis) {
    if (ofSubtasks != subtasks) {
      clocks.clear();
    }
    subtasks = ofSubtasks;
    clocks.put(subtask, clockMillis);
  }

  /** Returns the time; empty until every subtask has told its own. */
  public OptionalLong millis() {
    return clocks.size() < subtasks
        ? OptionalLong.empty()
        : clocks.values().stream().mapToLong(Long::longValue).min();
  }
}

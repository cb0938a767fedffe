package io.waymark.job.stream;

import io.waymark.binary.Binary;
import io.waymark.journey.StageTally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries the counts of one subtask of the journey operator to the map, since its last record.
 * Produced every second, and before each checkpoint; consumed by the map operator.
 *
 * @param subtask the number of the subtask
 * @param subtasks how many there are
 * @param clockMillis the event time up to which it has counted
 */
public record MapTally(int subtask, int subtasks, long clockMillis, List<StageTally> stages) {
  public MapTally {
    stages = List.copyOf(stages);
  }

  void write(DataOutput out) throws IOException {
    Binary.writeInteger(out, subtask);
    Binary.writeInteger(out, subtasks);
    Binary.writeInteger(out, clockMillis);
    Binary.writeInteger(out, stages.size());
    for (StageTally stage : stages) {
      stage.write(out);
    }
  }

  static MapTally read(DataInput in) throws IOException {
    int subtask = Binary.readCount(in);
    int subtasks = Binary.readCount(in);
    long clock = Binary.readInteger(in);
    List<StageTally> stages = new ArrayList<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      stages.add(StageTally.read(in));
    }
    return new MapTally(subtask, subtasks, clock, stages);
  }
}

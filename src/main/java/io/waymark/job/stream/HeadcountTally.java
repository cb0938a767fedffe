package io.waymark.job.stream;

import io.waymark.binary.Binary;
import io.waymark.govern.Breaker;
import io.waymark.govern.Selector;
import io.waymark.govern.rate.Headcount;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The customers that a subtask of the journey operator has counted for the breaker, since its last
 * record. Produced at the end of each slot, and before each checkpoint, where the policy has a
 * breaker; consumed by the breaker operator.
 *
 * @param subtask the number of the subtask
 * @param subtasks how many there are
 * @param clockMillis the event time up to which it has counted; {@link Long#MIN_VALUE} before the
 *     first
 * @param rail of the policy that is in force in the subtask; what it excepts is not counted already
 */
public record HeadcountTally(
    int subtask, int subtasks, long clockMillis, Breaker rail, List<Headcount> counts) {
  public HeadcountTally {
    counts = List.copyOf(counts);
  }

  void write(DataOutput out) throws IOException {
    Binary.writeInteger(out, subtask);
    Binary.writeInteger(out, subtasks);
    out.writeLong(clockMillis);
    Binary.writeInteger(out, rail.share());
    Binary.writeInteger(out, rail.spanMillis());
    Binary.writeInteger(out, counts.size());
    for (Headcount count : counts) {
      count.write(out);
    }
  }

  static HeadcountTally read(DataInput in) throws IOException {
    int subtask = Binary.readCount(in);
    int subtasks = Binary.readCount(in);
    long clock = in.readLong();
    Breaker rail = new Breaker(Binary.readCount(in), Binary.readInteger(in), Selector.NONE);
    List<Headcount> counts = new ArrayList<>();
    for (int left = Binary.readCount(in); left > 0; left--) {
      counts.add(Headcount.read(in));
    }
    return new HeadcountTally(subtask, subtasks, clock, rail, counts);
  }
}

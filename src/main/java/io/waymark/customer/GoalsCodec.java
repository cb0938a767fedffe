package io.waymark.customer;

import io.waymark.binary.Binary;
import io.waymark.model.Arm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads the goals that are awaited from a customer: one byte where there are none. */
final class GoalsCodec {
  private static final int HELD_OUT = 1;
  private static final int REACHED = 2;
  private static final int CONTAMINATED = 4;

  private GoalsCodec() {}

  static void write(DataOutput out, AwaitedGoals goals) throws IOException {
    Binary.writeInteger(out, goals.size());
    for (int i = 0; i < goals.size(); i++) {
      AwaitedGoal goal = goals.get(i);
      out.writeLong(goal.rule());
      out.writeLong(goal.goal());
      Binary.writeText(out, goal.version());
      out.writeByte(
          (goal.arm() == Arm.HELD_OUT ? HELD_OUT : 0)
              | (goal.isReached() ? REACHED : 0)
              | (goal.isContaminated() ? CONTAMINATED : 0));
      Binary.writeInteger(out, goal.sinceMillis());
      Binary.writeInteger(out, goal.untilMillis() - goal.sinceMillis());
    }
  }

  static void read(DataInput in, AwaitedGoals goals) throws IOException {
    for (int left = Binary.readCount(in); left > 0; left--) {
      long rule = in.readLong();
      long goal = in.readLong();
      String version = Binary.readText(in);
      int state = in.readByte();
      long since = Binary.readInteger(in);
      goals.restore(
          new AwaitedGoal(
              rule,
              goal,
              version,
              (state & HELD_OUT) != 0 ? Arm.HELD_OUT : Arm.SENT,
              since,
              since + Binary.readInteger(in),
              (state & REACHED) != 0,
              (state & CONTAMINATED) != 0));
    }
  }
}

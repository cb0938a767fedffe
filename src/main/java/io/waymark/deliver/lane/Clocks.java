package io.waymark.deliver.lane;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The wall clock, and a steady one that goes on evenly when the wall clock is set. */
public final class Clocks {
  private final Clock wall;
  private final LongSupplier nanos;
  private final long originNanos;

  Clocks(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.originNanos = nanos.getAsLong();
  }

  /** Returns a wall clock together with the steady clock of this process. */
  public static Clocks of(Clock wall) {
    return new Clocks(wall, System::nanoTime);
  }

  public ClockReading read() {
    return new ClockReading(steadyMillis(), wallMillis());
  }

  /** Returns the milliseconds since these clocks were made. */
  public long steadyMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - originNanos);
  }

  public long wallMillis() {
    return wall.millis();
  }
}

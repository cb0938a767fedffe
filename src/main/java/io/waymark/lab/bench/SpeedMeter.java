package io.waymark.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures the speed of one job of the bench from its operators, which run in this process; one job
 * runs at a time.
 *
 * <p>Time in the load is a function of the index, so the watermark behind the keyed operator says
 * how many touchpoints are done. The speed is taken between two such watermarks, the first and the
 * last one in the {@link Window}. Start and end of the job are not in it.
 */
final class SpeedMeter {
  /**
   * The part of a run that counts.
   *
   * @param from how many touchpoints are done before it begins
   * @param warmUp how long it has gone on before it begins
   * @param touchpoints how many it has at the least
   * @param length how long it lasts at the least
   */
  record Window(long from, Duration warmUp, long touchpoints, Duration length) {}

  /**
   * Speed over the measured part.
   *
   * @param touchpoints how many were measured
   * @param triggers how many went out for them
   * @param cpuMicros of the whole process, for each touchpoint; unlike the speed it does not suffer
   *     from what else runs on the machine
   */
  record Speed(long touchpoints, long triggers, double touchpointsPerSecond, double cpuMicros) {}

  private record Mark(long done, long triggers, long nanos, long cpuNanos) {}

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static volatile SpeedMeter current =
      new SpeedMeter(new Window(0, Duration.ZERO, 0, Duration.ZERO), new CountDownLatch(0));

  private final Window window;
  private final CountDownLatch rulesToCome;
  private final AtomicLong triggers = new AtomicLong();
  private @Nullable Mark begun;
  private @Nullable Mark first;
  private @Nullable Mark last;

  private SpeedMeter(Window window, CountDownLatch rulesToCome) {
    this.window = window;
    this.rulesToCome = rulesToCome;
  }

  /**
   * Begins a new measurement.
   *
   * @param rulesToCome how often a rule must become live before the load begins
   */
  static SpeedMeter begin(Window window, int rulesToCome) {
    current = new SpeedMeter(window, new CountDownLatch(rulesToCome));
    return current;
  }

  /** Returns the meter of the job that runs, for operators when they open. */
  static SpeedMeter current() {
    return current;
  }

  void ruleIsLive() {
    rulesToCome.countDown();
  }

  void awaitRules() throws InterruptedException {
    rulesToCome.await();
  }

  void triggered() {
    triggers.incrementAndGet();
  }

  /** Notes that all touchpoints up to a time are done. */
  void passed(long timeMillis) {
    long done = SyntheticLoad.before(timeMillis);
    if (done > 0) {
      passed(new Mark(done, triggers.get(), System.nanoTime(), PROCESS.getProcessCpuTime()));
    }
  }

  private synchronized void passed(Mark mark) {
    if (begun == null) {
      begun = mark;
    }
    last = mark;
    boolean isWarm = mark.nanos() - begun.nanos() >= window.warmUp().toNanos();
    if (first == null && mark.done() >= window.from() && isWarm) {
      first = mark;
    }
  }

  /** Returns the number of touchpoints that are done, including those before the measured part. */
  synchronized long done() {
    return last == null ? 0 : last.done();
  }

  /** Returns whether the measured part is as long as it has to be. */
  synchronized boolean isOver() {
    return first != null
        && last != null
        && last.done() - first.done() >= Math.max(1, window.touchpoints())
        && last.nanos() - first.nanos() >= window.length().toNanos();
  }

  synchronized Speed speed() {
    if (first == null || last == null || last.done() == first.done()) {
      throw new IllegalStateException("all is over before anything can be measured; give more");
    }
    long many = last.done() - first.done();
    return new Speed(
        many,
        last.triggers() - first.triggers(),
        many * 1e9 / (last.nanos() - first.nanos()),
        (last.cpuNanos() - first.cpuNanos()) / 1e3 / many);
  }
}

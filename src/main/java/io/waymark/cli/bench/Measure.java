package io.waymark.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one job of the bench achieves, told by its operators, which run in this process; there is
 * one job at a time.
 *
 * <p>Time in the load is a function of the index, so the watermark behind the keyed operator says
 * how many touchpoints are done. The speed is taken between two such watermarks: the first one
 * after a tenth of the load, when the job is up and warm, and the last one. Start and end of the
 * job are not in it, nor the deadlines that a finite input fires at its end.
 */
final class Measure {
  /**
   * Speed over the measured part.
   *
   * @param cpuMicros of the whole process, for each touchpoint; unlike the speed it does not suffer
   *     from what else runs on the machine
   */
  record Speed(double touchpointsPerSecond, double cpuMicros) {}

  private record Mark(long done, long nanos, long cpuNanos) {}

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static volatile Measure current = new Measure(0, 0);

  private final long touchpoints;
  private final CountDownLatch rulesToCome;
  private final AtomicLong triggers = new AtomicLong();
  private @Nullable Mark first;
  private @Nullable Mark last;

  private Measure(long touchpoints, int rulesToCome) {
    this.touchpoints = touchpoints;
    this.rulesToCome = new CountDownLatch(rulesToCome);
  }

  /**
   * Begins a new measurement.
   *
   * @param rulesToCome how often a rule must become live before the load begins
   */
  static Measure begin(long touchpoints, int rulesToCome) {
    current = new Measure(touchpoints, rulesToCome);
    return current;
  }

  /** For operators, when they open. */
  static Measure current() {
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

  long triggers() {
    return triggers.get();
  }

  /** All touchpoints up to then are done. */
  synchronized void passed(long timeMillis) {
    Mark mark = new Mark(Load.before(timeMillis), System.nanoTime(), PROCESS.getProcessCpuTime());
    if (mark.done() < touchpoints / 10 || mark.done() > touchpoints) {
      return;
    }
    if (first == null) {
      first = mark;
    }
    last = mark;
  }

  synchronized long done() {
    return last == null ? 0 : last.done();
  }

  synchronized Speed speed() {
    if (first == null || last == null || last.done() == first.done()) {
      throw new IllegalStateException(
          touchpoints + " touchpoints are done before anything can be measured; give more");
    }
    double many = last.done() - first.done();
    return new Speed(
        many * 1e9 / (last.nanos() - first.nanos()),
        (last.cpuNanos() - first.cpuNanos()) / 1e3 / many);
  }
}

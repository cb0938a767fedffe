package io.waymark.lab.bench;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Sets up the log of a bench, which goes to the terminal. */
final class BenchLog {
  private BenchLog() {}

  /**
   * Leaves out what is said of each rule, a thousand times for each run; that a checkpoint was
   * under way when a run was over; and that the cluster of the last run is still ending when the
   * process does.
   */
  static void leaveOutNoise() {
    Configurator.setLevel("io.waymark.job.journey.RuleDesk", Level.WARN);
    Configurator.setLevel(
        "org.apache.flink.runtime.checkpoint.CheckpointFailureManager", Level.ERROR);
    Configurator.setLevel("org.apache.pekko.actor.CoordinatedShutdown", Level.ERROR);
  }
}

package io.waymark.lab.bench;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Sets up the log of a bench, which goes to the terminal. */
final class BenchLog {
  private BenchLog() {}

  /**
   * Leaves out expected lines: about each rule, a thousand in each run; about a checkpoint that was
   * in progress at the end of a run; and about the cluster of the last run, which is still ending
   * when the process ends.
   */
  static void leaveOutNoise() {
    Configurator.setLevel("io.waymark.job.journey.RuleDesk", Level.WARN);
    Configurator.setLevel(
        "org.apache.flink.runtime.checkpoint.CheckpointFailureManager", Level.ERROR);
    Configurator.setLevel("org.apache.pekko.actor.CoordinatedShutdown", Level.ERROR);
  }
}

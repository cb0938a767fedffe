package io.waymark.console.store;

import java.util.List;

/** The inputs that could not be used. */
public interface DeadLetters {
  /**
   * The dead letters of a reason.
   *
   * @param samples the latest documents
   */
  record Reason(String reason, long count, long lastMillis, List<String> samples) {
    public Reason {
      samples = List.copyOf(samples);
    }
  }

  /** Returns the reasons since the begin of the hour of a moment, the most frequent first. */
  List<Reason> byReason(long sinceMillis, int samples);
}

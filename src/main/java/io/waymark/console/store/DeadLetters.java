package io.waymark.console.store;

import java.util.Collection;
import java.util.List;

/** The inputs that could not be used, and which of them were sent again. */
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

  /**
   * A dead letter.
   *
   * @param position where the job read the input, which is the letter's key
   * @param isReplayed whether the input was sent again
   */
  record Letter(String position, long timeMillis, String document, boolean isReplayed) {}

  /** Returns the reasons since the begin of the hour of a moment, the most frequent first. */
  List<Reason> byReason(long sinceMillis, int samples);

  /** Returns the letters of a reason that the job wrote since a moment, the oldest first. */
  Page<Letter> page(String reason, long sinceMillis, PageRequest request);

  /** Remembers that inputs were sent again; when it returns, that is on disk. */
  void keepReplayed(Collection<String> positions, long nowMillis);
}

package io.waymark.job.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The transactions of a writer that wait for their checkpoint, and how long they have been open.
 *
 * <p>Kafka aborts a transaction that is open for too long. Were its checkpoint to complete after
 * that, its records would be lost. So a checkpoint that could complete too late must not begin: its
 * failure restarts the job from the last one that completed, and the records are sent again.
 */
final class OpenTransactions {
  private final Duration longest;
  private final Map<String, Long> begins = new HashMap<>();
  private long lastMillis;

  /**
   * @param longest for which a transaction may have been open when a checkpoint begins
   * @param nowMillis when the first transaction begins
   */
  OpenTransactions(Duration longest, long nowMillis) {
    this.longest = longest;
    this.lastMillis = nowMillis;
  }

  /**
   * Notes a checkpoint, which ends the transaction that the one before it began.
   *
   * @param waiting the ids of the transactions that are not committed, the one just ended included
   * @throws IllegalStateException if one of them has been open for too long
   */
  void checkpoint(Collection<String> waiting, long nowMillis) {
    begins.keySet().retainAll(waiting);
    for (String id : waiting) {
      long millis = nowMillis - begins.computeIfAbsent(id, begun -> lastMillis);
      if (millis > longest.toMillis()) {
        throw new IllegalStateException(
            "no checkpoint has completed for "
                + Duration.ofMillis(millis).toSeconds()
                + " s, and Kafka will soon abort transaction "
                + id
                + "; the job restarts from its last checkpoint, so that nothing is lost. See why"
                + " checkpoints fail");
      }
    }
    lastMillis = nowMillis;
  }
}

package io.waymark.console.authoring;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.kafka.RulesTopic.Pushed;
import io.waymark.model.RuleText;
import java.time.Instant;
import java.util.Optional;

/** The rules as the job gets them. */
public interface RulesDesk {
  /**
   * Begins to publish, which ends the turn of everybody else, in other consoles too.
   *
   * @throws NotReadyException if Kafka does not answer, or refuses
   */
  Turn begin() throws NotReadyException, InterruptedException;

  /**
   * Ends the breaker's pause of a rule.
   *
   * @param author who ends it
   * @param reason why
   * @return whether the breaker had paused it
   * @throws NotReadyException if Kafka does not answer, or refuses
   * @throws OvertakenException if somebody else ends a pause at this moment
   */
  boolean endPause(String rule, String author, String reason)
      throws NotReadyException, OvertakenException, InterruptedException;

  /** The time in which one publisher reads and pushes, and nobody else does. */
  interface Turn extends AutoCloseable {
    /**
     * Returns the last push of a rule; empty for a rule that was never pushed.
     *
     * @throws NotReadyException if Kafka does not answer, or refuses
     */
    Optional<Pushed> last(String rule) throws NotReadyException, InterruptedException;

    /**
     * Pushes a rule and returns when Kafka has it.
     *
     * @param author who publishes it
     * @param reason why
     * @return the time stamp of the record on the topic
     * @throws NotReadyException if Kafka does not answer, or refuses
     * @throws OvertakenException if another turn has begun; the rule is not pushed
     */
    Instant push(RuleText rule, String author, String reason)
        throws NotReadyException, OvertakenException, InterruptedException;

    @Override
    void close();
  }
}

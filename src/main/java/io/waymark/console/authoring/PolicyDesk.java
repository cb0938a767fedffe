package io.waymark.console.authoring;

import io.waymark.kafka.NotReadyException;
import io.waymark.kafka.OvertakenException;
import io.waymark.model.PolicyText;
import java.time.Instant;
import java.util.Optional;

/** The policy as the job gets it. */
public interface PolicyDesk {
  /**
   * A push of a policy.
   *
   * @param time at which Kafka took it
   */
  record Pushed(PolicyText policy, Instant time) {}

  /**
   * Begins to publish.
   *
   * @throws NotReadyException if Kafka does not answer, or refuses
   */
  Turn begin() throws NotReadyException, InterruptedException;

  /** The time in which one publisher reads and pushes. */
  interface Turn extends AutoCloseable {
    /**
     * Returns the last push; empty where none ever was.
     *
     * @throws NotReadyException if Kafka does not answer, or refuses
     */
    Optional<Pushed> last() throws NotReadyException, InterruptedException;

    /**
     * Pushes a policy and returns when Kafka has it.
     *
     * @param author who publishes it
     * @param reason why
     * @throws NotReadyException if Kafka does not answer, or refuses
     * @throws OvertakenException if another turn has begun; the policy is not pushed
     */
    void push(PolicyText policy, String author, String reason)
        throws NotReadyException, OvertakenException, InterruptedException;

    @Override
    void close();
  }
}

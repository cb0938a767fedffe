package io.waymark.kafka;

import io.waymark.model.PolicyText;
import java.util.Map;

/** The turn of one author of the policy. */
public final class PolicyTurn implements AutoCloseable {
  private final Turn turn;
  private final String topic;

  PolicyTurn(Turn turn, String topic) {
    this.turn = turn;
    this.topic = topic;
  }

  /**
   * Pushes a policy and waits until the broker has it.
   *
   * @param headers by name, beside the origin
   * @throws OvertakenException if another turn has begun; the policy is not taken
   */
  public void push(PolicyText policy, Map<String, String> headers)
      throws OvertakenException, InterruptedException {
    turn.push(
        PushedText.with(
            PushedText.record(topic, PolicyTopic.KEY, policy.text(), policy.origin()), headers));
  }

  @Override
  public void close() {
    turn.close();
  }
}

package io.waymark.deliver;

import io.waymark.deliver.lane.Answer;

/** Takes triggers to one destination; several threads call it. */
interface Carrier extends AutoCloseable {
  /**
   * Carries a trigger and returns what came of it, within {@link
   * io.waymark.deliver.webhook.WebhookClient#TOTAL}.
   *
   * @param untilMillis when it must be over
   */
  Answer carry(TriggerText text, long untilMillis) throws InterruptedException;

  @Override
  default void close() {}
}

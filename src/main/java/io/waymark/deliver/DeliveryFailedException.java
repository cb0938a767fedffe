package io.waymark.deliver;

/**
 * The delivery cannot go on, as Kafka does not take what it writes, or by a fault of ours. What was
 * not committed is found again at the next start.
 */
public final class DeliveryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeliveryFailedException(Throwable cause) {
    super("the delivery cannot go on: " + cause, cause);
  }
}
